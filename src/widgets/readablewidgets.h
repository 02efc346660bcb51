// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace holdline::widgets {

/// Tells Qt how screen readers read our own widgets, and labels whose text changes often: a label
/// with an accessible name reads "name: text", and a new text of it is no news. Call it before the
/// first window; once is enough.
void makeWidgetsReadable();

} // namespace holdline::widgets
