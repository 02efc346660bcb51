// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/seam.h"

#include <QPersistentModelIndex>

namespace holdline::client {

class TranscriptModel;

/// Keeps the account of an outage and its one row in the transcript. Owned by
/// ConversationController; GUI thread.
class SeamWriter
{
public:
    /// Both must outlive this.
    SeamWriter(TranscriptModel &model, const Clock &clock) : m_model(model), m_clock(clock) { }

    /// The line was lost. `wordsUnderWay`: something was being said, by either side.
    void begin(Line::Kind kind, bool wordsUnderWay);
    /// An earlier process has left something for the session that is to begin: the time without a
    /// client is an outage, too.
    void beginWithLeft(const Line::Left &left);
    bool isOpen() const { return m_began.has_value(); }
    void setReason(const QString &reason);

    /// Of the outage under way, up to now; the caller adds what it knows.
    Seam account() const;
    /// Writes the row of an outage that goes on.
    void giveUp(Seam seam);
    /// The outage is over, in this way. Writes its row, unless it is not worth one.
    void end(const Seam &seam);
    /// The same, without a row: something else tells of it.
    void end();
    /// What became of the late note that the newest row tells of.
    void settle(Seam::Note note);
    /// What was said before does not count any more.
    void forget();

private:
    void write(const Seam &seam);

    TranscriptModel &m_model;
    const Clock &m_clock;
    std::optional<Instant> m_began; ///< the outage under way
    Seam m_seam; ///< of it, or of the last one
    QPersistentModelIndex m_row; ///< of m_seam, once written
};

} // namespace holdline::client
