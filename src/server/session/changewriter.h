// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionchanges.h"

namespace holdline::server {

/// Writes the changes of one session to the store, in the order of the calls. Main thread.
class ChangeWriter
{
public:
    virtual void write(Change change) = 0;

protected:
    ~ChangeWriter() = default;
};

} // namespace holdline::server
