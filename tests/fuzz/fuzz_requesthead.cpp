// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/requesthead.h"

#include <QUrl>

#include <cstdint>
#include <cstdlib>

using namespace holdline::server;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

/// Compares the front door with QUrl, by which QWebSocketServer and other programs read the target
/// of a request. With or without authority, encoded or decoded, the path must be the same.
void meansTheSameToEverybody(const RequestHead &head, const QByteArray &target)
{
    for (const QByteArray &text : {target, "http://localhost:8000" + target}) {
        for (const auto mode : {QUrl::TolerantMode, QUrl::StrictMode}) {
            const QUrl url = QUrl::fromEncoded(text, mode);
            demand(url.isValid());
            for (const auto format : {QUrl::PrettyDecoded, QUrl::FullyDecoded, QUrl::FullyEncoded})
                demand(url.path(format).toUtf8() == head.path);
            demand(url.adjusted(QUrl::NormalizePathSegments).path().toUtf8() == head.path);
            demand(!url.hasFragment() && url.userInfo().isEmpty());
            demand(url.host().isEmpty() == (text == target));
            demand(url.hasQuery() == target.contains('?'));
        }
    }
}

} // namespace

/// A request that is let in must have only one meaning, and all programs must agree on where it
/// ends.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto read = RequestHead::parse(bytes);
    if (!read)
        return 0;
    const RequestHead &head = read.value();
    meansTheSameToEverybody(head, bytes.split(' ').at(1));
    demand((head.route == Route::Observers) == (head.path == "/logs"));
    demand((head.route == Route::Voice) == (head.path == "/ws"));
    demand(!bytes.contains("\n\n") && !bytes.contains("\r\n\r\n"));
    demand(!head.wantsWebSocket || (head.method == "GET" && head.bodyBytes == 0));
    demand(head.bodyBytes.value_or(0) >= 0);
    return 0;
}
