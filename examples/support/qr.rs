//! A PIX text as a QR code: for a terminal, and as an SVG image.

use qrcode::{Color, EcLevel, QrCode};

use crate::columns::COLUMNS;

/// Light modules on each side, as the standard demands.
const MARGIN: usize = 4;

/// A square of dark and light modules, margin included.
struct Modules {
    dark: Vec<bool>,
    width: usize,
}

impl Modules {
    fn of(text: &str, level: EcLevel) -> Result<Self, String> {
        let code = QrCode::with_error_correction_level(text, level)
            .map_err(|reason| format!("the text does not fit a QR code: {reason}"))?;
        let (inner, colors) = (code.width(), code.to_colors());
        let width = inner + 2 * MARGIN;
        let mut dark = vec![false; width * width];
        for (y, row) in colors.chunks(inner).enumerate() {
            let places = dark.iter_mut().skip((y + MARGIN) * width + MARGIN);
            for (place, color) in places.zip(row) {
                *place = *color == Color::Dark;
            }
        }
        Ok(Self { dark, width })
    }

    fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.width && self.dark.get(y * self.width + x).copied().unwrap_or(false)
    }
}

/// Lines for a terminal, each character two modules high.
///
/// With `colored`, each line sets black on white, so that the code can be read on a dark background too.
/// Without it the terminal's text must be darker than its background.
///
/// # Errors
///
/// If the code would be wider than 80 columns; [`svg`] takes longer texts.
pub fn terminal(text: &str, colored: bool) -> Result<String, String> {
    // Less correction makes a smaller code.
    let modules = [EcLevel::M, EcLevel::L]
        .into_iter()
        .filter_map(|level| Modules::of(text, level).ok())
        .find(|modules| modules.width <= COLUMNS)
        .ok_or_else(|| format!("the QR code would be wider than {COLUMNS} columns"))?;
    let (begin, end) = if colored { ("\x1b[30;107m", "\x1b[0m\n") } else { ("", "\n") };
    let mut lines = String::new();
    for y in (0..modules.width).step_by(2) {
        lines.push_str(begin);
        for x in 0..modules.width {
            lines.push(match (modules.is_dark(x, y), modules.is_dark(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        lines.push_str(end);
    }
    Ok(lines)
}

/// An SVG image, one unit a module.
///
/// # Errors
///
/// If the text does not fit the largest QR code, some 2,300 bytes.
pub fn svg(text: &str) -> Result<String, String> {
    let modules = Modules::of(text, EcLevel::M)?;
    let width = modules.width;
    let places = (0..width).flat_map(|y| (0..width).map(move |x| (x, y)));
    let mut squares = String::new();
    for (x, y) in places.filter(|(x, y)| modules.is_dark(*x, *y)) {
        squares.extend(["M", &x.to_string(), " ", &y.to_string(), "h1v1h-1z"]);
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {width}\" \
         shape-rendering=\"crispEdges\">\
         <rect width=\"{width}\" height=\"{width}\" fill=\"#fff\"/><path d=\"{squares}\"/></svg>\n"
    ))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use isp_core::brazil::{Money, PixCode};
    use rqrr::PreparedImage;

    use super::*;

    /// Pixels on each side of a module.
    const SCALE: usize = 4;

    fn read(dark: &HashSet<(usize, usize)>, width: usize) -> String {
        let side = width * SCALE;
        let mut image = PreparedImage::prepare_from_greyscale(side, side, |x, y| {
            if dark.contains(&(x / SCALE, y / SCALE)) { 0 } else { 255 }
        });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    fn read_terminal(lines: &str) -> String {
        let mut dark = HashSet::new();
        for (y, line) in lines.lines().enumerate() {
            let line = line.trim_start_matches("\x1b[30;107m").trim_end_matches("\x1b[0m");
            assert!(line.chars().count() <= 80);
            for (x, c) in line.chars().enumerate() {
                dark.extend("▀█".contains(c).then_some((x, 2 * y)));
                dark.extend("▄█".contains(c).then_some((x, 2 * y + 1)));
            }
        }
        read(&dark, lines.lines().count() * 2)
    }

    fn read_svg(svg: &str) -> String {
        let number = |text: &str| text.parse::<usize>().unwrap();
        let width = svg.split("viewBox=\"0 0 ").nth(1).unwrap().split(' ').next().unwrap();
        let path = svg.split("path d=\"M").nth(1).unwrap().split('"').next().unwrap();
        let squares = path.split('M').map(|square| {
            let (x, y) = square.strip_suffix("h1v1h-1z").unwrap().split_once(' ').unwrap();
            (number(x), number(y))
        });
        read(&squares.collect(), number(width))
    }

    #[test]
    fn both_forms_can_be_read_back() {
        let url = format!("pix.example.com/v2/{}", "a1b2".repeat(12));
        for pix in [
            PixCode::for_key("52998224725", "PROVEDOR EXEMPLO", "SAO PAULO")
                .amount(Money::from_centavos(9_990)),
            PixCode::for_url(&url, "PROVEDOR EXEMPLO", "SAO PAULO"),
        ] {
            let pix = pix.build().unwrap();
            for colored in [false, true] {
                assert_eq!(read_terminal(&terminal(pix.text(), colored).unwrap()), pix.text());
            }
            assert_eq!(read_svg(&svg(pix.text()).unwrap()), pix.text());
        }
    }

    #[test]
    fn a_code_that_is_too_wide_for_a_terminal_is_still_an_image() {
        let widest = "x".repeat(425);
        assert_eq!(read_terminal(&terminal(&widest, false).unwrap()), widest);
        let wider = "x".repeat(512);
        assert!(terminal(&wider, false).unwrap_err().contains("80 columns"));
        assert_eq!(read_svg(&svg(&wider).unwrap()), wider);
        assert!(svg(&"x".repeat(3_000)).unwrap_err().contains("does not fit"));
    }
}
