// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/promises.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::testing {

namespace {

bool isPrefix(const QList<QByteArray> &part, const QList<QByteArray> &whole)
{
    return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

/// True if `log` contains the end of `produced`, at least from item `from` on.
template <typename Log>
bool holdsRest(const Log &log, const QList<QByteArray> &produced, qsizetype from)
{
    const qsizetype first = produced.size() - static_cast<qsizetype>(log.size());
    return 0 <= first && first <= from
        && std::equal(
               log.begin(), log.end(), produced.begin() + first,
               [](const auto &item, const auto &content) { return contentOf(item) == content; });
}

} // namespace

QString brokenPromise(const Client &client, const Server &server)
{
    const Disk &disk = server.store().disk();
    if (!client.complaint().isEmpty())
        return client.complaint();
    if (!server.complaint().isEmpty())
        return server.complaint();
    if (!isPrefix(disk.effects, client.produced()))
        return u"the server lost, doubled or reordered an item"_s;
    if (client.stream().acknowledged() > disk.receivedIn(client.epoch()))
        return u"the client was told of something that is not durable"_s;
    const auto &clientStream = client.stream();
    if (!holdsRest(clientStream.beyond(clientStream.acknowledged()), client.produced(),
                   disk.effects.size()))
        return u"the client forgot an item too early"_s;
    if (!client.knowsHistory())
        return {};
    if (!isPrefix(client.delivered(), disk.produced))
        return u"the client lost, doubled or reordered an item"_s;
    if (client.epoch() == server.epoch()
        && server.stream().acknowledged() > client.stream().received())
        return u"the server was told of something that was not shown"_s;
    if (!holdsRest(disk.log, disk.produced, client.delivered().size()))
        return u"the server forgot an item too early"_s;
    return {};
}

bool isSettled(const Client &client, const Server &server)
{
    const auto isEmpty = [](const protocol::Stream &stream) {
        return stream.acknowledged() == stream.lastNumber() && !stream.ackDue();
    };
    const ModelStore &store = server.store();
    return isEmpty(client.stream()) && isEmpty(server.stream()) && client.inHand().isEmpty()
        && store.waiting().isEmpty() && store.unreported().isEmpty()
        && store.disk().effects.size() == client.produced().size()
        && store.disk().produced.size() == client.delivered().size();
}

} // namespace holdline::testing
