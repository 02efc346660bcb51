// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/soundcard.h"

#include "moc_soundcard.cpp"
