// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <utility>
#include <vector>

namespace holdline::server {

/// The answer to one HTTP request. The connection is closed after it.
struct HttpAnswer
{
    int status = 200;
    QByteArray type = {}; ///< Content-Type; not sent when the body is empty
    QByteArray body = {};
    std::vector<std::pair<QByteArray, QByteArray>> fields = {}; ///< further header fields

    /// An answer in plain text: one or more sentences, to which a line feed is added.
    static HttpAnswer sentence(const QByteArray &text, int status = 200);

    /// The answer as bytes for the socket. `withBody` is false in answer to HEAD; Content-Length
    /// still gives the length of the body.
    QByteArray bytes(bool withBody = true) const;
};

} // namespace holdline::server
