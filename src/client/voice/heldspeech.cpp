// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/heldspeech.h"

#include "client/session/durableline.h"
#include "protocol/limits.h"

#include <algorithm>
#include <utility>

namespace holdline::client {

namespace {

/// A line that acknowledges no item for so long would have been lost before.
constexpr Duration kLongestUnacknowledged = std::chrono::minutes(1);

Duration durationOf(const protocol::AudioItem &item)
{
    const auto samples = static_cast<std::size_t>(item.pcm.size()) / sizeof(qint16);
    return Duration(samples * 1000 / protocol::kMicRate);
}

} // namespace

HeldSpeech::HeldSpeech(DurableLine &line, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_clock(clock)
{
    connect(&line, &DurableLine::waitingChanged, this, &HeldSpeech::onWaitingChanged);
}

bool HeldSpeech::isHolding() const
{
    return m_down || m_full || m_line.waiting().speech > kCongested;
}

Duration HeldSpeech::held() const
{
    return m_line.waiting().speech;
}

void HeldSpeech::take(protocol::AudioItem item, bool afterwards)
{
    const Duration duration = durationOf(item);
    const Duration before = held();
    if (!afterwards) {
        m_full = m_full || before + duration > kLimit;
        Duration &counted = m_full ? m_tally.refused : m_tally.kept;
        counted += m_full || m_down ? duration : Duration(0);
        item.replayed = isHolding() || before > Duration(0);
        if (m_full) {
            Q_EMIT changed();
            return;
        }
    }
    m_owesEnd = item.replayed;
    m_latest = m_clock.now();
    m_line.send(item);
    if (item.replayed)
        Q_EMIT changed();
}

void HeldSpeech::onLost(const QList<protocol::AudioItem> &unfinished)
{
    m_down = true;
    m_offered = false;
    // The line marks what it sends again as late, even the end of a turn.
    m_owesEnd =
        m_owesEnd || (m_latest && elapsed(m_clock.now(), *m_latest) < kLongestUnacknowledged);
    for (const protocol::AudioItem &item : unfinished)
        take(item);
    m_tally = {};
}

/// The age of the waiting speech and texts; `nullopt` if they may be sent without asking the user.
std::optional<Duration> HeldSpeech::lateAge(bool another) const
{
    const DurableLine::Waiting waiting = m_line.waiting();
    const Instant now = m_clock.now();
    Duration age{0};
    if (waiting.speech > Duration(0) && waiting.lastSpeech)
        age = elapsed(now, *waiting.lastSpeech);
    if (waiting.lastLeft)
        age = std::max(age, elapsed(now, *waiting.lastLeft));
    const bool isLate = age > kLateAfter || (another && waiting.lastLeft);
    return isLate ? std::optional(age) : std::nullopt;
}

std::optional<HeldSpeech::LateNote> HeldSpeech::onSessionStarted(bool another)
{
    const DurableLine::Waiting waiting = m_line.waiting();
    m_owesEnd = m_owesEnd || waiting.speech > Duration(0);
    const bool isARest = waiting.lastLeft && waiting.leftTexts == 0 && waiting.speech < kAWord;
    const auto age = lateAge(another);
    if (age && isARest) {
        m_line.discardLate(); // what was captured while the earlier process ended
    } else if (age) {
        m_down = true;
        m_offered = true;
        return LateNote{.speech = waiting.speech, .age = *age, .texts = waiting.leftTexts};
    }
    release();
    return std::nullopt;
}

void HeldSpeech::sendNote()
{
    if (!std::exchange(m_offered, false))
        return;
    release();
}

void HeldSpeech::discardNote()
{
    if (!std::exchange(m_offered, false))
        return;
    m_line.discardLate();
    release();
}

void HeldSpeech::forget()
{
    m_full = false;
    m_owesEnd = false;
    m_tally = {};
    m_line.discardWaitingSpeech();
    if (std::exchange(m_offered, false))
        release();
    Q_EMIT changed();
}

void HeldSpeech::release()
{
    m_down = false;
    m_line.release();
    onWaitingChanged();
}

void HeldSpeech::onWaitingChanged()
{
    const bool drains = m_line.isLive() && !m_offered;
    const Duration waiting = held();
    if (waiting == Duration(0) || (drains && waiting < kLimit))
        m_full = false;
    Q_EMIT changed();
}

} // namespace holdline::client
