// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/itemcodec.h"
#include "tools/chaos/ramp.h"

#include <QObject>
#include <QTimer>

#include <random>

namespace holdline::chaos {

/// What a client says, as fast as it can: an endless ramp at ten times the speed of a microphone,
/// and typed messages with consecutive numbers.
class Talk : public QObject
{
    Q_OBJECT

public:
    explicit Talk(quint32 seed);

    void start();
    void stop();

    quint64 samples() const { return m_samples; }

Q_SIGNALS:
    void spoken(const holdline::protocol::AudioItem &item);
    void typed(const QString &number);

private:
    void speak();
    void type();

    std::mt19937 m_random;
    QTimer m_speaking;
    QTimer m_typing;
    quint64 m_samples = 0;
    int m_number = 0;
};

} // namespace holdline::chaos
