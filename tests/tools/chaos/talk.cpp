// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/talk.h"

#include "core/clock.h"
#include "protocol/limits.h"

namespace holdline::chaos {

namespace {
constexpr Duration kEveryItem{10};
constexpr int kBetweenTexts = 400; // ms, at most
} // namespace

Talk::Talk(quint32 seed) : m_random(seed)
{
    m_speaking.setTimerType(Qt::PreciseTimer);
    m_speaking.setInterval(kEveryItem);
    m_typing.setSingleShot(true);
    connect(&m_speaking, &QTimer::timeout, this, &Talk::speak);
    connect(&m_typing, &QTimer::timeout, this, &Talk::type);
}

void Talk::start()
{
    m_speaking.start();
    m_typing.start();
}

void Talk::stop()
{
    m_speaking.stop();
    m_typing.stop();
}

void Talk::speak()
{
    const protocol::AudioItem item{
        .position = m_samples,
        .stream = 1,
        .pcm = audio::toBytes(ramp(m_samples, protocol::kCaptureItemSamples))};
    m_samples += protocol::kCaptureItemSamples;
    Q_EMIT spoken(item);
}

void Talk::type()
{
    m_typing.start(std::uniform_int_distribution(0, kBetweenTexts)(m_random));
    Q_EMIT typed(QString::number(++m_number));
}

} // namespace holdline::chaos
