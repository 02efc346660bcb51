// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace holdline::server {

/// Texts of more bytes than this are stored compressed if that makes them smaller.
inline constexpr qsizetype kPackedAbove = 10 * 1024;

/// The text in Zstandard's format; nothing when it is short or does not get smaller.
std::optional<QByteArray> packed(const QByteArray &text);
/// The text again, which has that many bytes; nothing when `packed` is damaged.
std::optional<QByteArray> unpacked(const QByteArray &packed, qint64 bytes);

} // namespace holdline::server
