// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/plaintexts.h"

#include "client/conversation/transcriptmodel.h"
#include "client/conversation/transcriptwriter.h"
#include "client/session/line.h"

namespace holdline::client {

PlainTexts::PlainTexts(Line &line, TranscriptModel &model, TranscriptWriter &writer,
                       const Clock &clock)
    : m_line(line)
    , m_model(model)
    , m_writer(writer)
    , m_clock(clock)
{
}

bool PlainTexts::send(const QString &text, bool mayLeave)
{
    const bool sent = mayLeave && !m_typed.isAnyWaiting() && sendNow(text);
    const TypedText typed = TypedText::now(text, m_clock);
    if (!sent)
        m_typed.addWaiting(typed);
    m_model.addTypedText(typed.text, typed.at, !sent, typed.id);
    return sent;
}

bool PlainTexts::sendWaiting()
{
    bool any = false;
    while (m_typed.isAnyWaiting() && sendNow(m_typed.nextWaiting().text)) {
        m_model.markPendingSent(m_typed.nextWaiting().id);
        m_typed.removeNextWaiting();
        any = true;
    }
    return any;
}

void PlainTexts::clear()
{
    m_typed.clear();
    m_aside.clear();
}

void PlainTexts::setAside()
{
    m_aside += m_typed.takeWaiting();
    m_typed.forgetSent();
}

void PlainTexts::takeBack()
{
    const QList<TypedText> later = m_typed.takeWaiting();
    for (const TypedText &text : std::exchange(m_aside, {}) + later)
        m_typed.addWaiting(text);
}

bool PlainTexts::sendNow(const QString &text)
{
    if (!m_line.send(protocol::TextMessage{text}))
        return false;
    m_typed.addSent(text);
    m_writer.startResponseTime();
    return true;
}

} // namespace holdline::client
