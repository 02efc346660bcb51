// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/textsender.h"

#include "client/conversation/historywriter.h"
#include "client/conversation/transcriptmodel.h"
#include "client/conversation/transcriptwriter.h"

#include <QUuid>

#include <algorithm>

namespace holdline::client {

TextSender::TextSender(Line &line, TranscriptModel &model, TranscriptWriter &writer,
                       const Clock &clock, std::function<void()> stalled)
    : m_line(line)
    , m_model(model)
    , m_writer(writer)
    , m_clock(clock)
    , m_stalled(std::move(stalled))
{
    m_grace.setSingleShot(true);
    QObject::connect(&m_grace, &QTimer::timeout, &m_grace, [this] {
        if (acknowledged() < m_held.size())
            m_stalled();
        showUnacknowledged();
    });
    QObject::connect(&line.durable(), &DurableLine::waitingChanged, &m_grace,
                     [this] { onWaitingChanged(); });
}

bool TextSender::send(const QString &text, bool released)
{
    const WallTime now = m_clock.wallTime();
    if (m_line.kind() == Line::Kind::Plain) {
        const bool sent = released && !m_typed.isAnyWaiting() && sendPlain(text);
        if (!sent)
            m_typed.addWaiting(text);
        m_model.addTypedText(text, now, !sent);
        return sent;
    }
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_line.send(protocol::TextMessage{.text = text, .id = id});
    m_held.append({.id = id, .text = text, .at = now, .waiting = !released});
    m_model.addTypedText(text, now, !released, id);
    if (released) {
        m_writer.startResponseTime();
        m_grace.start(kGrace);
    }
    return released;
}

/// How many of the unconfirmed texts the server has acknowledged. Texts arrive in their order.
qsizetype TextSender::acknowledged() const
{
    return std::max<qsizetype>(0, m_held.size() - m_line.durable().unacknowledged().texts);
}

void TextSender::onWaitingChanged()
{
    for (qsizetype i = 0; i < acknowledged(); ++i) {
        if (std::exchange(m_held[i].waiting, false))
            m_model.markPendingSent(m_held[i].id);
    }
}

void TextSender::showUnacknowledged()
{
    for (qsizetype i = acknowledged(); i < m_held.size(); ++i) {
        if (!std::exchange(m_held[i].waiting, true))
            m_model.markPending(m_held[i].id);
    }
}

bool TextSender::sendWaiting()
{
    bool any = false;
    while (m_typed.isAnyWaiting() && sendPlain(m_typed.nextWaiting())) {
        m_typed.removeNextWaiting();
        m_model.markOldestPendingSent();
        any = true;
    }
    return any;
}

int TextSender::held() const
{
    return static_cast<int>(std::ranges::count_if(m_held, &Held::waiting));
}

void TextSender::showLeft(const QList<DurableLine::Left::Text> &texts)
{
    for (const DurableLine::Left::Text &text : texts) {
        const Held held{.id = text.message.id,
                        .text = text.message.text,
                        .at = text.at,
                        .waiting = true,
                        .left = true};
        m_held.append(held);
        m_model.addTypedText(held.text, held.at, true, held.id);
    }
}

void TextSender::discardLeft()
{
    const auto isUnwanted = [](const Held &one) { return one.left && one.waiting; };
    for (const Held &one : std::as_const(m_held)) {
        if (isUnwanted(one))
            m_model.removePending(one.id);
    }
    m_held.removeIf(isUnwanted);
}

bool TextSender::takeEcho(const protocol::FinalUserRequest &turn)
{
    if (turn.id.isEmpty())
        return m_typed.takeEcho(turn.content);
    const auto found = std::ranges::find(m_held, turn.id, &Held::id);
    if (found == m_held.end())
        return false;
    m_model.markPendingSent(turn.id);
    m_held.erase(found);
    return true;
}

void TextSender::showAgain(const HistoryWriter &history)
{
    m_held.removeIf([&](const Held &one) { return history.knows(one.id); });
    for (Held &one : m_held) {
        one.waiting = true;
        m_model.addTypedText(one.text, one.at, true, one.id);
    }
}

void TextSender::clear()
{
    m_typed.clear();
    m_held.clear();
}

bool TextSender::sendPlain(const QString &text)
{
    if (!m_line.send(protocol::TextMessage{text}))
        return false;
    m_typed.addSent(text);
    m_writer.startResponseTime();
    return true;
}

} // namespace holdline::client
