// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "protocol/itemcodec.h"

#include <QList>
#include <QObject>

#include <optional>

namespace holdline::client {

class DurableLine;

/// The user's speech on its way to a Durable line. Limits how much speech may wait, marks speech
/// that is late, and finds speech that is too old to be sent without asking the user. Owned by
/// DurableUplink; GUI thread.
class HeldSpeech : public QObject
{
    Q_OBJECT

public:
    static constexpr Duration kLimit = std::chrono::seconds(60); ///< the most speech that may wait
    static constexpr Duration kLateAfter = std::chrono::minutes(2); ///< older speech becomes a note
    static constexpr Duration kAWord{300}; ///< a shorter sound is no word
    static constexpr Duration kCongested{3000}; ///< with so much waiting, a live line counts as cut

    /// What the user has to send or discard: late speech, texts of an earlier process, or both.
    struct LateNote
    {
        Duration speech;
        Duration age; ///< since its last word
        int texts = 0;
        friend bool operator==(const LateNote &, const LateNote &) = default;
    };
    /// Amounts of the speech that was captured since the line was lost.
    struct Tally
    {
        Duration kept{0};
        Duration refused{0}; ///< refused because of kLimit
        friend bool operator==(const Tally &, const Tally &) = default;
    };

    /// Both must outlive this.
    HeldSpeech(DurableLine &line, const Clock &clock, QObject *parent = nullptr);

    /// Whether sound captured now has to wait, so that only voice is worth taking.
    bool isHolding() const;
    /// Whether kLimit of speech waits. No more is taken until some of it has been sent.
    bool isFull() const { return m_full; }
    /// All speech that waits.
    Duration held() const;
    Tally tally() const { return m_tally; }
    bool isNoteOffered() const { return m_offered; }
    /// Whether the server still waits for the end of a turn that was sent late. An item that is not
    /// marked as late must follow.
    bool owesEnd() const { return m_owesEnd; }

    /// `afterwards`: the item is the silence that ends a turn, so it is neither counted nor marked
    /// as late.
    void take(protocol::AudioItem item, bool afterwards = false);

    /// `unfinished`: items that were captured before the loss and are not taken yet.
    void onLost(const QList<protocol::AudioItem> &unfinished = {});
    /// Returns a note if the waiting speech or texts are late, or if an earlier process has left
    /// them for another session. Otherwise releases them and returns `nullopt`. `another`: the
    /// session is not the one before.
    std::optional<LateNote> onSessionStarted(bool another);
    void sendNote();
    void discardNote();
    /// Drops all speech that waits.
    void forget();

Q_SIGNALS:
    void changed();

private:
    std::optional<Duration> lateAge(bool another) const;
    void release();
    void onWaitingChanged();

    DurableLine &m_line;
    const Clock &m_clock;
    Tally m_tally;
    bool m_down = true; ///< until the waiting speech is released
    bool m_offered = false;
    bool m_full = false;
    bool m_owesEnd = false;
    std::optional<Instant> m_latest; ///< when an item was last taken
};

} // namespace holdline::client
