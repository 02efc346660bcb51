// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.h"

#include <optional>
#include <type_traits>

namespace holdline::testing {

/// Writes down values so that different values give different bytes.
class Fingerprint
{
public:
    template <typename Number>
    Fingerprint &add(Number number) requires(std::is_arithmetic_v<Number> || std::is_enum_v<Number>)
    {
        m_bytes.append(QByteArray::number(static_cast<qint64>(number))).append(',');
        return *this;
    }
    Fingerprint &add(const QByteArray &bytes)
    {
        add(bytes.size());
        m_bytes.append(bytes);
        return *this;
    }
    Fingerprint &add(const QString &text) { return add(text.toUtf8()); }
    Fingerprint &add(const Message &message) { return add(message.binary).add(message.bytes); }
    template <typename T>
    Fingerprint &add(const std::optional<T> &value)
    {
        add(value.has_value());
        return value ? add(*value) : *this;
    }
    template <typename List>
    Fingerprint &addAll(const List &list)
    {
        add(list.size());
        for (const auto &each : list)
            add(each);
        return *this;
    }

    const QByteArray &bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

} // namespace holdline::testing
