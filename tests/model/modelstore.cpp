// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/modelstore.h"

#include "model/message.h"

#include <algorithm>

namespace holdline::testing {

namespace {

struct Apply
{
    Disk &disk;

    void operator()(const EffectDone &change) const { disk.effects.push_back(change.content); }
    void operator()(const ItemReceived &change) const { disk.received = change.seq; }
    void operator()(const ItemLogged &change) const
    {
        disk.log.push_back(change.item);
        disk.produced.push_back(contentOf(change.item));
    }
    void operator()(const LogTrimmed &change) const
    {
        for (; disk.firstLogged <= change.upTo; ++disk.firstLogged)
            disk.log.removeFirst();
    }
    void operator()(const EpochBegun & /*change*/) const
    {
        if (disk.received > 0)
            disk.receivedBefore.insert(disk.epoch, disk.received);
        ++disk.epoch;
        disk.received = 0;
        disk.firstLogged = 1;
    }
};

} // namespace

quint64 Disk::receivedIn(quint32 ofEpoch) const
{
    return ofEpoch == epoch ? received : receivedBefore.value(ofEpoch, 0);
}

bool ModelStore::has(const QByteArray &effect) const
{
    const auto isSame = [&effect](const Change &change) {
        const auto *done = std::get_if<EffectDone>(&change);
        return done && done->content == effect;
    };
    return m_disk.effects.contains(effect)
        || std::ranges::any_of(m_waiting, [&isSame](const Batch &batch) {
               return std::ranges::any_of(batch.changes, isSame);
           });
}

void ModelStore::sync()
{
    Batch batch = m_waiting.takeFirst();
    for (const Change &change : batch.changes)
        std::visit(Apply{m_disk}, change);
    m_unreported.push_back(std::move(batch));
}

void ModelStore::crash()
{
    m_waiting.clear();
    m_unreported.clear();
}

} // namespace holdline::testing
