//! The widest registers of the processor, for kernels that the compiler vectorises.
//!
//! Built for every x86-64 processor, a loop uses registers of 16 bytes. [`widest!`] compiles the body of a kernel a second
//! time, for AVX2, and asks the processor which of the two to run. Kernels are integers, and integer arithmetic does not
//! depend on the width of registers: both give the same bits. What a body calls is compiled twice only where it is
//! `#[inline(always)]`.
//!
//! `--cfg depicted_portable_kernels` leaves the second copies unused, to measure and to test the first ones.
//!
//! On other processors the baseline is all there is: NEON on aarch64, simd128 in WASM where the build turns it on.

/// Defines functions whose bodies run with the widest registers there are.
macro_rules! widest {
    ($($(#[$attribute:meta])* $visibility:vis fn $name:ident $(<$generic:ident: $bound:path>)? ($($argument:ident: $type:ty),* $(,)?) -> $output:ty $body:block)*) => {$(
        $(#[$attribute])*
        $visibility fn $name $(<$generic: $bound>)? ($($argument: $type),*) -> $output {
            #[inline(always)]
            fn portable $(<$generic: $bound>)? ($($argument: $type),*) -> $output $body

            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
                fn avx2 $(<$generic: $bound>)? ($($argument: $type),*) -> $output {
                    portable($($argument),*)
                }
                if $crate::compare::simd::has_avx2() {
                    #[expect(unsafe_code, reason = "code for a processor feature, which was detected")]
                    // SAFETY: the processor has every feature that `avx2` is compiled for.
                    return unsafe { avx2($($argument),*) };
                }
            }
            portable($($argument),*)
        }
    )*};
}

pub(crate) use widest;

/// Whether the processor has what the second copies are compiled for.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(crate) fn has_avx2() -> bool {
    use std::arch::is_x86_feature_detected as has;
    // Every processor with AVX2 has the others; a hypervisor may still hide them. The answers are cached by the library.
    !cfg!(depicted_portable_kernels)
        && has!("avx2")
        && has!("bmi1")
        && has!("bmi2")
        && has!("lzcnt")
        && has!("popcnt")
}
