// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/seam.h"
#include "client/session/durableline.h"

#include <QPersistentModelIndex>

namespace holdline::client {

class TranscriptModel;

/// Keeps the account of an outage, and writes its one row in the transcript. Owned by
/// ConversationController; GUI thread.
class SeamWriter
{
public:
    /// Both must outlive this.
    SeamWriter(TranscriptModel &model, const Clock &clock) : m_model(model), m_clock(clock) { }

    /// The line was lost. `wordsUnderWay`: the user was speaking, or an answer was coming.
    void begin(Seam::Server server, bool wordsUnderWay);
    /// An earlier process has left items for the session that will begin. The time in which no
    /// client ran counts as an outage, too.
    void beginWithLeft(const DurableLine::Left &left);
    bool isOpen() const { return m_began.has_value(); }
    void setReason(const QString &reason);

    /// The account of the current outage, up to now. The caller adds what it knows.
    Seam account() const;
    /// Writes the row of an outage that is not over.
    void giveUp(Seam seam);
    /// The outage is over. Writes its row, unless it is not worth one.
    void end(const Seam &seam);
    /// The outage is over. Writes no row, because another row tells of it.
    void end();
    /// Notes what happened to the late note of the newest row.
    void settle(Seam::Note note);
    /// Forgets the row and what was said before.
    void forget();

private:
    void write(const Seam &seam);

    TranscriptModel &m_model;
    const Clock &m_clock;
    std::optional<Instant> m_began; ///< when the current outage began
    Seam m_seam; ///< the current outage, or the latest one
    QPersistentModelIndex m_row; ///< the row of m_seam, once it is written
};

} // namespace holdline::client
