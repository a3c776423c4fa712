//! The parts of an ICC profile that describe colours by curves and a matrix.

use super::curve;

/// Factors of 4 and more are in no profile that means something.
const LARGEST: i64 = 4 << 16;

/// What a profile says.
pub(super) enum Colours {
    /// The light of the samples of each channel, and the rows of the matrix from there to XYZ times 65536.
    Rgb { light: Box<[[i64; 256]; 3]>, to_xyz: [[i64; 3]; 3] },
    /// The light of the samples of the one channel.
    Grey { light: Box<[i64; 256]> },
}

/// Reads a profile; none where it is broken or of another kind.
pub(super) fn parse(profile: &[u8]) -> Option<Colours> {
    let tags = Tags(profile.get(128..)?, profile);
    // Grey may be stated as lightness too, which no curve of light describes.
    if profile[36..40] != *b"acsp" || profile[20..24] != *b"XYZ " {
        return None;
    }
    match &profile[16..20] {
        // A table of many dimensions, where there is one, is what counts; the matrix beside it is an emergency exit.
        b"RGB " if tags.find(*b"A2B0").is_none() => {
            let [red, green, blue] = [tags.xyz(*b"rXYZ")?, tags.xyz(*b"gXYZ")?, tags.xyz(*b"bXYZ")?];
            Some(Colours::Rgb {
                light: Box::new([tags.light(*b"rTRC")?, tags.light(*b"gTRC")?, tags.light(*b"bTRC")?]),
                to_xyz: [0, 1, 2].map(|row| [red[row], green[row], blue[row]]),
            })
        }
        b"GRAY" if tags.find(*b"A2B0").is_none() => {
            Some(Colours::Grey { light: Box::new(tags.light(*b"kTRC")?) })
        }
        _ => None,
    }
}

/// The table of tags, and the whole profile into which it points.
struct Tags<'a>(&'a [u8], &'a [u8]);

impl<'a> Tags<'a> {
    fn find(&self, name: [u8; 4]) -> Option<&'a [u8]> {
        let (count, rows) = self.0.split_first_chunk()?;
        let rows = rows.as_chunks::<12>().0.iter().take(u32::from_be_bytes(*count) as usize);
        let row = rows.into_iter().find(|row| row[..4] == name)?;
        let number =
            |at: usize| u32::from_be_bytes([row[at], row[at + 1], row[at + 2], row[at + 3]]) as usize;
        self.1.get(number(4)..)?.get(..number(8))
    }

    fn light(&self, name: [u8; 4]) -> Option<[i64; 256]> {
        curve::light(self.find(name)?)
    }

    fn xyz(&self, name: [u8; 4]) -> Option<[i64; 3]> {
        let numbers =
            self.find(name)?.strip_prefix(b"XYZ \0\0\0\0")?.as_chunks::<4>().0.first_chunk::<3>()?;
        let xyz = numbers.map(|number| i64::from(i32::from_be_bytes(number)));
        xyz.iter().all(|number| number.abs() < LARGEST).then_some(xyz)
    }
}
