//! Stable screenshots of pages by headless Chromium.
