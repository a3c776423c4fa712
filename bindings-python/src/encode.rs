//! Pixels as a PNG file, for baselines and notebooks.

use depicted::Side;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::error;
use crate::picture::{Given, Pixels};

/// The bytes of a picture's file: those that it has, or a PNG of its pixels.
#[pyfunction]
pub(crate) fn encode<'py>(picture: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let py = picture.py();
    match Given::new(picture, Side::After)? {
        Given::Path(path) => match std::fs::read(&path) {
            Ok(bytes) => Ok(PyBytes::new(py, &bytes)),
            // With these three Python finds the right class and the words.
            Err(why) => Err(PyOSError::new_err((why.raw_os_error(), why.kind().to_string(), path))),
        },
        Given::Bytes(bytes) => Ok(PyBytes::new(py, &bytes)),
        Given::Encoded(bytes) => Ok(PyBytes::new(py, &bytes)),
        Given::Pixels(pixels) => {
            pixels.view().map_err(|wrong| error::raised(py, &wrong))?;
            let file = py.detach(|| png(&pixels));
            Ok(PyBytes::new(py, &file.map_err(|wrong| PyValueError::new_err(wrong.to_string()))?))
        }
    }
}

fn png(pixels: &Pixels) -> Result<Vec<u8>, png::EncodingError> {
    let view = pixels.view().map_err(|wrong| std::io::Error::other(wrong.to_string()))?;
    let size = view.size();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, size.width, size.height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    let rows: Vec<u8> = (0..size.height).flat_map(|y| view.row(y)).copied().collect();
    writer.write_image_data(&rows)?;
    writer.finish()?;
    Ok(file)
}
