// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWebSocket>

namespace holdline::client {

/// QWebSocket's error signal. Qt 6.5 has renamed it.
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
inline constexpr auto kWebSocketError = &QWebSocket::errorOccurred;
#else
inline constexpr auto kWebSocketError =
    QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error);
#endif

} // namespace holdline::client
