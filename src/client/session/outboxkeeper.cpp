// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/outboxkeeper.h"

#include "protocol/messages.h"

#include <algorithm>

namespace holdline::client {

namespace {

/// How long ago `at` was. A time in the future means that the system's clock was set; then returns
/// a long time, so that the user is asked before anything is sent.
Duration age(WallTime at, WallTime now)
{
    constexpr Duration kUnknown = std::chrono::hours(24);
    return at <= now ? now - at : kUnknown;
}

} // namespace

DurableLine::Left OutboxKeeper::inherit(Outbox &outbox) const
{
    DurableLine::Left left;
    if (!m_file)
        return left;
    for (const KeptItem &item : m_file->kept().items) {
        const Instant at = m_clock.now() - age(item.at, m_clock.wallTime());
        left.last = item.at;
        OutgoingItem outgoing(item.message);
        if (outgoing.audio()) {
            protocol::AudioItem late = *outgoing.audio();
            late.replayed = true;
            outgoing = OutgoingItem(std::move(late));
        } else if (outgoing.text()) {
            left.texts.append({*outgoing.text(), item.at});
        }
        outbox.add(std::move(outgoing), at, Outbox::By::EarlierProcess);
    }
    left.speech = outbox.waiting().speech;
    return left;
}

void OutboxKeeper::add(const OutgoingItem &item)
{
    if (m_file)
        m_file->add({item.wire(), m_clock.wallTime()});
}

void OutboxKeeper::acknowledge(quint64 upTo)
{
    if (m_file)
        m_file->acknowledge(upTo);
}

void OutboxKeeper::beginEpoch(const QString &epoch, bool sameSession)
{
    if (!m_file)
        return;
    KeptOutbox kept = m_file->kept();
    if (!sameSession)
        std::erase_if(kept.items, [](const KeptItem &item) {
            return OutgoingItem(item.message).isOfOneSession();
        });
    kept.epoch = epoch;
    kept.first = 1;
    m_file->replace(std::move(kept));
}

void OutboxKeeper::discardLast(const std::vector<bool> &gone)
{
    if (!m_file || std::ranges::find(gone, true) == gone.end())
        return;
    KeptOutbox kept = m_file->kept();
    std::size_t index = 0;
    const std::size_t others = kept.items.size() - gone.size();
    std::erase_if(kept.items, [&](const KeptItem &) {
        const std::size_t at = index++;
        return at >= others && gone[at - others];
    });
    m_file->replace(std::move(kept));
}

void OutboxKeeper::erase()
{
    if (m_file)
        m_file->erase();
}

bool OutboxKeeper::complete()
{
    if (!m_file)
        return false;
    m_file->complete();
    return m_file->isComplete();
}

} // namespace holdline::client
