// SPDX-License-Identifier: BSL-1.0
// Gives the precompiled header of the tests a source file to belong to; CMake makes none without.
