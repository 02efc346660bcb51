// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/durabletexts.h"

#include "client/conversation/historywriter.h"
#include "client/conversation/transcriptmodel.h"
#include "client/conversation/transcriptwriter.h"
#include "client/session/line.h"

#include <algorithm>
#include <utility>

namespace holdline::client {

DurableTexts::DurableTexts(Line &line, TranscriptModel &model, TranscriptWriter &writer,
                           const Clock &clock)
    : m_line(line)
    , m_model(model)
    , m_writer(writer)
    , m_clock(clock)
{
    m_grace.setSingleShot(true);
    connect(&m_grace, &QTimer::timeout, this, [this] {
        if (acknowledged() < m_texts.size())
            Q_EMIT stalled();
        showUnacknowledged();
    });
    connect(&line.durable(), &DurableLine::waitingChanged, this, &DurableTexts::onWaitingChanged);
}

bool DurableTexts::send(const QString &text, bool mayLeave)
{
    const TypedText typed = TypedText::now(text, m_clock);
    m_line.send(protocol::TextMessage{.text = typed.text, .id = typed.id});
    m_texts.append({typed, !mayLeave});
    m_model.addTypedText(typed.text, typed.at, !mayLeave, typed.id);
    if (mayLeave) {
        m_writer.startResponseTime();
        m_grace.start(kGrace);
    }
    return mayLeave;
}

void DurableTexts::adopt(const QList<TypedText> &texts)
{
    for (const TypedText &text : texts) {
        m_line.send(protocol::TextMessage{.text = text.text, .id = text.id});
        m_texts.append({text, true});
    }
}

/// How many of the unconfirmed texts the server has acknowledged. Texts arrive in their order.
qsizetype DurableTexts::acknowledged() const
{
    return std::max<qsizetype>(0, m_texts.size() - m_line.durable().unacknowledged().texts);
}

void DurableTexts::onWaitingChanged()
{
    for (qsizetype i = 0; i < acknowledged(); ++i) {
        if (std::exchange(m_texts[i].waiting, false))
            m_model.markPendingSent(m_texts[i].id);
    }
}

void DurableTexts::showUnacknowledged()
{
    for (qsizetype i = acknowledged(); i < m_texts.size(); ++i) {
        if (!std::exchange(m_texts[i].waiting, true))
            m_model.markPending(m_texts[i].id);
    }
}

int DurableTexts::waiting() const
{
    return static_cast<int>(std::ranges::count_if(m_texts, &Unconfirmed::waiting));
}

void DurableTexts::showLeft(const QList<DurableLine::Left::Text> &texts)
{
    for (const auto &[message, at] : texts) {
        m_texts.append({{.id = message.id, .text = message.text, .at = at}, true, true});
        m_model.addTypedText(message.text, at, true, message.id);
    }
}

void DurableTexts::discardLeft()
{
    const auto isUnwanted = [](const Unconfirmed &one) { return one.left && one.waiting; };
    for (const Unconfirmed &one : std::as_const(m_texts)) {
        if (isUnwanted(one))
            m_model.removePending(one.id);
    }
    m_texts.removeIf(isUnwanted);
}

void DurableTexts::setAside()
{
    for (Unconfirmed &one : m_texts)
        one.isAside = true;
}

void DurableTexts::takeBack()
{
    for (Unconfirmed &one : m_texts) {
        if (!std::exchange(one.isAside, false))
            continue;
        if (one.waiting)
            m_model.markPending(one.id);
        else
            m_model.markPendingSent(one.id);
    }
}

bool DurableTexts::takeEcho(const QString &id)
{
    const auto found = std::ranges::find(m_texts, id, &Unconfirmed::id);
    if (found == m_texts.end())
        return false;
    m_model.markPendingSent(id);
    m_texts.erase(found);
    return true;
}

void DurableTexts::showAgain(const HistoryWriter &history)
{
    m_texts.removeIf([&](const Unconfirmed &one) { return history.knows(one.id); });
    for (Unconfirmed &one : m_texts) {
        one.waiting = true;
        m_model.addTypedText(one.text, one.at, true, one.id);
    }
}

} // namespace holdline::client
