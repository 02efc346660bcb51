// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "protocol/itemcodec.h"

#include <QList>
#include <QObject>

#include <optional>

namespace holdline::client {

class Line;

/// What the user says on its way to a line that holds what it cannot send: how much may wait, what
/// is marked as late, and what is too old to be sent unasked. Owned by VoiceCapture; GUI thread.
class HeldSpeech : public QObject
{
    Q_OBJECT

public:
    static constexpr Duration kLimit = std::chrono::seconds(60); ///< of speech that waits
    static constexpr Duration kLateAfter = std::chrono::minutes(2); ///< a note, from then on
    static constexpr Duration kCongested{3000}; ///< so much waiting on a live line is a cut

    /// What is not sent before the user has decided: late speech and, with it or alone, late texts
    /// of an earlier process.
    struct LateNote
    {
        Duration speech;
        Duration age; ///< since its last word
        int texts = 0;
        friend bool operator==(const LateNote &, const LateNote &) = default;
    };
    /// Of what was captured since the line was lost.
    struct Tally
    {
        Duration kept{0};
        Duration refused{0}; ///< above kLimit
        friend bool operator==(const Tally &, const Tally &) = default;
    };

    /// Both must outlive this.
    HeldSpeech(Line &line, const Clock &clock, QObject *parent = nullptr);

    /// What is captured now waits, so that only voice is worth taking.
    bool isHolding() const;
    /// kLimit waits: nothing is taken until some of it has gone.
    bool isFull() const { return m_full; }
    /// All that waits.
    Duration held() const;
    Tally tally() const { return m_tally; }
    bool isNoteOffered() const { return m_offered; }
    /// The server takes what it got for unfinished: something unmarked has to follow.
    bool owesEnd() const { return m_owesEnd; }

    /// `afterwards`: it does not belong to what waits, as the silence that ends it.
    void take(protocol::AudioItem item, bool afterwards = false);

    /// `unfinished`: what was captured before, and not taken yet.
    void onLost(const QList<protocol::AudioItem> &unfinished = {});
    /// A note when what waits is late, or was meant for another session by an earlier process;
    /// otherwise it has been released. `another`: the session is not the one before.
    std::optional<LateNote> onSessionStarted(bool another);
    void sendNote();
    void discardNote();
    /// Nothing of what waits is wanted any more.
    void forget();

Q_SIGNALS:
    void changed();

private:
    std::optional<Duration> lateAge(bool another) const;
    void release();
    void onWaitingChanged();

    Line &m_line;
    const Clock &m_clock;
    Tally m_tally;
    bool m_down = true; ///< until what waits is released
    bool m_offered = false;
    bool m_full = false;
    bool m_owesEnd = false;
    std::optional<Instant> m_latest; ///< when something was last taken
};

} // namespace holdline::client
