// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTcpSocket;

namespace holdline::client {

/// Makes a connected socket fit for live talk over a bad line: little audio is hidden in the
/// kernel, and where the system can (Linux) bytes that nobody acknowledges for 6 s end it.
void tuneForTalking(QTcpSocket &socket);

} // namespace holdline::client
