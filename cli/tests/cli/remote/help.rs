//! The help of these commands.

use crate::folder::Folder;

#[test]
fn of_each_command() {
    for command in ["diff-my-images", "diff-my-urls", "pair-diff", "site-diff"] {
        let help = Folder::new().depicted(&format!("{command} --help")).transcript();
        insta::assert_snapshot!(format!("help_{}", command.replace('-', "_")), help);
    }
}
