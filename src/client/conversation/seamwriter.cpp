// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/seamwriter.h"

#include "client/conversation/transcriptmodel.h"

#include <algorithm>

namespace holdline::client {

void SeamWriter::begin(Seam::Server server, bool wordsUnderWay)
{
    m_began = m_clock.now();
    m_seam = {.server = server, .since = m_clock.wallTime(), .wordsUnderWay = wordsUnderWay};
    m_row = QPersistentModelIndex();
}

void SeamWriter::beginWithLeft(const DurableLine::Left &left)
{
    const WallTime now = m_clock.wallTime();
    const WallTime since = std::min(left.last, now);
    m_began = m_clock.now() - (now - since);
    m_seam = {.since = since, .left = left.speech};
    m_row = QPersistentModelIndex();
}

void SeamWriter::setReason(const QString &reason)
{
    if (!isOpen() || m_seam.left || m_seam.reason == reason)
        return;
    m_seam.reason = reason;
    if (m_row.isValid())
        write(m_seam);
}

Seam SeamWriter::account() const
{
    Seam seam = m_seam;
    if (m_began)
        seam.offline = elapsed(m_clock.now(), *m_began);
    return seam;
}

void SeamWriter::giveUp(Seam seam)
{
    if (!isOpen() || seam.left)
        return;
    seam.end = Seam::End::GivenUp;
    write(seam);
}

void SeamWriter::end(const Seam &seam)
{
    end();
    if (isVisible(seam) || m_row.isValid())
        write(seam);
    else
        m_seam = seam;
}

void SeamWriter::end()
{
    m_began.reset();
}

void SeamWriter::settle(Seam::Note note)
{
    if (m_seam.note != Seam::Note::Offered)
        return;
    m_seam.note = note;
    if (m_row.isValid())
        write(m_seam);
}

void SeamWriter::forget()
{
    m_seam.wordsUnderWay = false;
    m_seam.note = Seam::Note::None;
    m_row = QPersistentModelIndex();
}

void SeamWriter::write(const Seam &seam)
{
    m_seam = seam;
    if (m_row.isValid())
        m_model.setDivider(m_row, seamText(seam), seamDetails(seam));
    else
        m_row = m_model.addDivider(seamText(seam), m_clock.wallTime(), seamDetails(seam));
}

} // namespace holdline::client
