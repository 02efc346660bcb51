// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace holdline::server {

/// Texts with more bytes than this are stored compressed, if that makes them smaller.
inline constexpr qsizetype kPackedAbove = 10 * 1024;

/// `text` in the format of Zstandard; nullopt if it is short or does not become smaller.
std::optional<QByteArray> packed(const QByteArray &text);
/// The text that packed() was given; it has `bytes` bytes. nullopt if `packed` is damaged.
std::optional<QByteArray> unpacked(const QByteArray &packed, qint64 bytes);

} // namespace holdline::server
