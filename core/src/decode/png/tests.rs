//! PNG end to end: every way to damage one, every limit, and the pixels of a public suite.

use std::path::PathBuf;

use crate::decode::Source;
use crate::decode::tests::{assert_no_cut_passes, check, decode};
use crate::{Limits, Size};

/// A PNG with the given chunks between its signature and its end, every checksum correct.
fn png_of(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, body) in chunks {
        png.extend((body.len() as u32).to_be_bytes());
        png.extend_from_slice(*kind);
        png.extend_from_slice(body);
        png.extend(crc32fast::hash(&[&kind[..], body].concat()).to_be_bytes());
    }
    png
}

fn ihdr(width: u32, height: u32, depth: u8, colour: u8, interlace: u8) -> Vec<u8> {
    [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, colour, 0, 0, interlace]].concat()
}

/// A stream of zlib that stores `data`, of less than 64 KiB, as it is.
fn stored(data: &[u8]) -> Vec<u8> {
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in data {
        a = (a + u32::from(*byte)) % 65521;
        b = (b + a) % 65521;
    }
    let length = data.len() as u16;
    [
        &[0x78, 0x01, 1][..],
        &length.to_le_bytes(),
        &(!length).to_le_bytes(),
        data,
        &(b << 16 | a).to_be_bytes(),
    ]
    .concat()
}

/// A picture of 3x2 greys with a text chunk at the end.
fn small() -> Vec<u8> {
    png_of(&[
        (b"IHDR", &ihdr(3, 2, 8, 0, 0)),
        (b"gAMA", &[0, 0, 0xb1, 0x8f]),
        (b"IDAT", &stored(&[0, 10, 20, 30, 1, 40, 50, 60])),
        (b"tEXt", b"Comment\0late"),
        (b"IEND", b""),
    ])
}

/// The code that both ways of looking give.
fn refusal(png: &[u8]) -> &'static str {
    let limits = Limits::default();
    let code = decode(png, &limits).unwrap_err().code();
    assert_eq!(check(png, &limits).unwrap_err().code(), code);
    code
}

#[test]
fn a_small_picture() {
    let (header, pixels) = decode(small(), &Limits::default()).unwrap();
    assert_eq!((header.size, header.has_alpha), (Size { width: 3, height: 2 }, false));
    let greys: Vec<u8> = pixels.chunks_exact(4).map(|pixel| pixel[0]).collect();
    assert_eq!(greys, [10, 20, 30, 40, 90, 150]);
    assert_eq!(check(small(), &Limits::default()).unwrap(), header);
}

#[test]
fn no_cut_passes() {
    assert_no_cut_passes(&small());
}

#[test]
fn no_flipped_bit_passes() {
    let png = small();
    for bit in 0..png.len() * 8 {
        let mut damaged = png.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        for error in [decode(&damaged, &Limits::default()).err(), check(&damaged, &Limits::default()).err()] {
            assert!(error.is_some(), "bit {bit} passes");
        }
    }
}

#[test]
fn bytes_after_the_end_are_not_looked_at() {
    let png = [&small()[..], b"appended by some tool"].concat();
    decode(&png, &Limits::default()).unwrap();
    check(&png, &Limits::default()).unwrap();
}

#[test]
fn a_sixteen_bit_colour_is_transparent_only_where_all_bits_match() {
    let row = [0, 0x12, 0x34, 0, 0, 0xff, 0xff, 0x12, 0x35, 0, 0, 0xff, 0xff];
    let png = png_of(&[
        (b"IHDR", &ihdr(2, 1, 16, 2, 0)),
        (b"tRNS", &row[1..7]),
        (b"IDAT", &stored(&row)),
        (b"IEND", b""),
    ]);
    let (header, pixels) = decode(&png, &Limits::default()).unwrap();
    assert!(header.has_alpha);
    assert_eq!(pixels, [0x12, 0, 255, 0, 0x12, 0, 255, 255]);
    assert_eq!(check(&png, &Limits::default()).unwrap(), header);
}

#[test]
fn illegal_structure_is_refused() {
    let good = (b"IDAT", &stored(&[0, 1])[..]);
    let header = ihdr(1, 1, 8, 0, 0);
    let first = (b"IHDR", &header[..]);
    let end = (b"IEND", &b""[..]);
    let files: &[&[(&[u8; 4], &[u8])]] = &[
        &[],
        &[end],
        &[good, first, end],
        &[first, end],
        &[first, good, (b"tEXt", b"x\0y"), good, end],
        &[first, (b"ABCD", b""), good, end],
        &[first, first, good, end],
        &[(b"IHDR", &header[..12]), good, end],
        &[(b"IHDR", &ihdr(0, 1, 8, 0, 0)), good, end],
        &[(b"IHDR", &ihdr(1, 0, 8, 0, 0)), good, end],
        &[(b"IHDR", &ihdr(1, 1, 4, 2, 0)), good, end],
        &[(b"IHDR", &ihdr(1, 1, 8, 5, 0)), good, end],
        &[(b"IHDR", &ihdr(1, 1, 8, 0, 2)), good, end],
        &[(b"IHDR", &ihdr(1, 1, 8, 3, 0)), good, end],
        &[(b"IHDR", &ihdr(1, 1, 8, 3, 0)), (b"PLTE", &[0; 771]), good, end],
    ];
    for (index, chunks) in files.iter().enumerate() {
        assert_eq!(refusal(&png_of(chunks)), "corrupt_image", "file {index}");
    }
}

#[test]
fn metadata_that_breaks_the_rules_is_damage_and_no_trouble_with_the_file() {
    let rgb = ihdr(1, 1, 8, 2, 0);
    let palette = ihdr(1, 1, 8, 3, 0);
    let files: [&[(&[u8; 4], &[u8])]; 3] = [
        &[(b"IHDR", &rgb), (b"cICP", &[9, 16, 0, 2]), (b"IDAT", &stored(&[0, 1, 2, 3]))],
        &[(b"IHDR", &rgb), (b"cICP", &[9, 16, 9, 1]), (b"IDAT", &stored(&[0, 1, 2, 3]))],
        &[(b"IHDR", &palette), (b"bKGD", &[0]), (b"PLTE", &[1, 2, 3]), (b"IDAT", &stored(&[0, 0]))],
    ];
    for (index, chunks) in files.iter().enumerate() {
        let mut chunks = chunks.to_vec();
        chunks.push((b"IEND", b""));
        let png = png_of(&chunks);
        let Err(error) = decode(&png, &Limits::default()) else { panic!("file {index} passes") };
        assert_eq!(error.code(), "corrupt_image", "file {index}: {error}");
        assert!(error.to_string().ends_with("strip its metadata"), "file {index}: {error}");
    }
}

#[test]
fn damage_inside_the_compressed_data_is_found_when_decoding() {
    let whole = stored(&[0, 1, 2, 3]);
    let mut wrong_sum = whole.clone();
    *wrong_sum.last_mut().unwrap() ^= 1;
    let too_little = stored(&[0, 1, 2]);
    let no_filter = stored(&[9, 1, 2, 3]);
    for (data, legal) in [(&whole, true), (&wrong_sum, false), (&too_little, false), (&no_filter, false)] {
        let png = png_of(&[(b"IHDR", &ihdr(3, 1, 8, 0, 0)), (b"IDAT", data), (b"IEND", b"")]);
        let result = decode(&png, &Limits::default());
        assert_eq!(result.err().map(|error| error.code()), (!legal).then_some("corrupt_image"));
    }
}

#[test]
fn huge_headers_are_refused_before_memory_is_taken() {
    let data = stored(&[0; 100]);
    for (header, name) in [
        (ihdr(60_000, 60_000, 8, 6, 0), "max_pixels"),
        (ihdr(0x7fff_ffff, 1, 16, 6, 0), "max_pixels"),
        (ihdr(1_000_000_000, 1, 16, 6, 0), "a row of a PNG"),
        (ihdr(30_000, 30_000, 8, 6, 1), "an interlaced PNG"),
    ] {
        let png = png_of(&[(b"IHDR", &header), (b"IDAT", &data), (b"IEND", b"")]);
        assert_eq!(refusal(&png), "too_large");
        let message = decode(&png, &Limits::default()).unwrap_err().to_string();
        assert!(message.contains(name), "{message}");
    }
}

#[test]
fn an_animation_is_its_default_picture() {
    let animated = include_bytes!("../testdata/animated.png");
    let (header, pixels) = decode(animated, &Limits::default()).unwrap();
    assert!(header.animated);
    assert_eq!(check(animated, &Limits::default()).unwrap(), header);
    assert_eq!(decode(include_bytes!("../testdata/rgb.png"), &Limits::default()).unwrap().1, pixels);

    let data = stored(&[0, 1]);
    let (first, idat, end) = (ihdr(1, 1, 8, 0, 0), (b"IDAT", &data[..]), (b"IEND", &b""[..]));
    let frames = |body: &'static [u8]| (b"acTL", body);
    for (chunks, animated) in [
        ([frames(b"\0\0\0\x02\0\0\0\0"), idat], true),
        ([frames(b"\0\0\0\0\0\0\0\0"), idat], false),
        ([frames(b"\0\0\0\x02\x80\0\0\0"), idat], false),
        ([frames(b"\0\0\0\x02"), idat], false),
        ([idat, frames(b"\0\0\0\x02\0\0\0\0")], false),
    ] {
        let png = png_of(&[(b"IHDR", &first), chunks[0], chunks[1], end]);
        assert_eq!(decode(&png, &Limits::default()).unwrap().0.animated, animated);
        assert_eq!(check(&png, &Limits::default()).unwrap().animated, animated);
    }
}

#[cfg(feature = "icc")]
#[test]
fn a_profile_takes_bounded_memory_and_may_be_broken() {
    let expected = decode(small(), &Limits::default()).unwrap();
    let bomb = [b"name\0\0".to_vec(), fdeflate::compress_to_vec(&vec![0; 64 << 20])].concat();
    for iccp in [&bomb[..], b"", b"name", b"name\0", b"name\0\x01", b"name\0\0no zlib"] {
        let mut chunks = small();
        let at = 8 + 25;
        let chunk = png_of(&[(b"iCCP", iccp)]).split_off(8);
        chunks.splice(at..at, chunk);
        assert_eq!(decode(&chunks, &Limits::default()).unwrap(), expected);
        assert_eq!(check(&chunks, &Limits::default()).unwrap(), expected.0);
    }
}

#[test]
fn metadata_takes_bounded_memory() {
    let exif = vec![0; (16 << 20) + 1];
    let chunks =
        [(b"IHDR", &ihdr(1, 1, 8, 0, 0)[..]), (b"eXIf", &exif), (b"IDAT", &stored(&[0, 1])), (b"IEND", b"")];
    assert_eq!(refusal(&png_of(&chunks)), "too_large");
}

#[test]
fn rows_begin_again_and_notice_a_changed_file() {
    let path = std::env::temp_dir().join(format!("depicted-rewind-{}.png", std::process::id()));
    std::fs::write(&path, small()).unwrap();
    let source = Source::new((&path).into(), &Limits::default()).unwrap();
    let mut rows = source.open(&Limits::default()).unwrap();
    let (mut first, mut second) = ([0; 3], [0; 6]);
    rows.read(&mut first).unwrap();
    rows.rewind().unwrap();
    rows.read(&mut second).unwrap();
    assert_eq!(first, second[..3]);
    rows.finish().unwrap();
    rows.finish().unwrap();
    rows.rewind().unwrap();

    std::fs::write(&path, [&small()[..], b"!"].concat()).unwrap();
    assert_eq!(rows.rewind().unwrap_err().code(), "io");
    std::fs::remove_file(&path).unwrap();
}

/// The pictures of `PngSuite` whose names begin with `prefix`; none, with a note, where the suite is missing.
fn suite(prefix: &str) -> Vec<PathBuf> {
    let corpus = std::env::var_os("DEPICTED_CORPUS")
        .map_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus").into(), PathBuf::from);
    let Ok(folder) = std::fs::read_dir(corpus.join("pngsuite")) else {
        eprintln!("note: no pngsuite in {}, set DEPICTED_CORPUS: skipped", corpus.display());
        return Vec::new();
    };
    let paths = folder.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(prefix)).collect()
}

#[test]
fn interlaced_and_plain_pictures_of_the_suite_are_equal() {
    for interlaced in suite("basi") {
        let plain = PathBuf::from(interlaced.to_str().unwrap().replace("basi", "basn"));
        let expected = decode(&plain, &Limits::default()).unwrap();
        assert_eq!(decode(&interlaced, &Limits::default()).unwrap(), expected, "{}", interlaced.display());
        assert_eq!(check(&interlaced, &Limits::default()).unwrap(), expected.0);
    }
}

#[test]
fn damaged_pictures_of_the_suite_are_refused() {
    for damaged in suite("x") {
        assert_eq!(
            decode(&damaged, &Limits::default()).unwrap_err().code(),
            "corrupt_image",
            "{}",
            damaged.display()
        );
        assert_eq!(
            check(&damaged, &Limits::default()).unwrap_err().code(),
            "corrupt_image",
            "{}",
            damaged.display()
        );
    }
}
