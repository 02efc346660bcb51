// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/client.h"
#include "model/network.h"
#include "model/server.h"

namespace holdline::testing {

/// Writes down everything that the future of a world depends on, in a few hundred bytes. All
/// numbers in the model are below 256.
class Fingerprint
{
public:
    Fingerprint() { m_bytes.reserve(512); }

    template <typename Number>
    Fingerprint &add(Number number) requires std::is_arithmetic_v<Number>
    {
        m_bytes.append(static_cast<char>(number));
        return *this;
    }
    Fingerprint &add(const Client &client);
    Fingerprint &add(const Server &server);
    Fingerprint &add(const Network<QList<Message>> &network);

    const QByteArray &bytes() const { return m_bytes; }

private:
    void add(const QByteArray &content);
    void add(const QList<QByteArray> &contents);
    void add(const protocol::Stream &stream);
    void add(const Disk &disk);
    void add(const QList<Batch> &batches);
    void add(const QList<Message> &messages);

    QByteArray m_bytes;
};

} // namespace holdline::testing
