// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/audioframe.h"

namespace holdline::client {

/// The part of a Line that only the Plain dialect has: speech goes out as frames, at once or not at
/// all. PlainDialect implements it, and FakeLine in tests. GUI thread.
class PlainLine
{
public:
    virtual ~PlainLine();

    virtual bool isLive() const = 0;
    /// Returns false and drops the frame unless the line is live and less than 1 MiB is queued.
    virtual bool send(const protocol::AudioFrame &frame) = 0;
};

} // namespace holdline::client
