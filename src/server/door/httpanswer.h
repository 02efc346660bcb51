// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <utility>
#include <vector>

namespace holdline::server {

/// What the server says to one HTTP request. The connection ends with it.
struct HttpAnswer
{
    int status = 200;
    QByteArray type = {}; ///< Content-Type; not sent when the body is empty
    QByteArray body = {};
    std::vector<std::pair<QByteArray, QByteArray>> fields = {}; ///< further header fields

    /// The body is one or more sentences, which end with a line feed.
    static HttpAnswer sentence(const QByteArray &text, int status = 200);

    /// As it goes over the line. `withBody` is false in answer to HEAD: the length is told even so.
    QByteArray bytes(bool withBody = true) const;
};

} // namespace holdline::server
