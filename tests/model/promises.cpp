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

/// True if `rest` is the end of `whole`, at least from element `from` on.
bool holdsRest(const QList<QByteArray> &rest, const QList<QByteArray> &whole, qsizetype from)
{
    const qsizetype first = whole.size() - rest.size();
    return 0 <= first && first <= from
        && std::equal(rest.begin(), rest.end(), whole.begin() + first);
}

bool isShownInOrder(const QList<QByteArray> &shown, const QList<protocol::HistoryMessage> &history)
{
    return shown.size() <= history.size()
        && std::equal(shown.begin(), shown.end(), history.begin(),
                      [](const QByteArray &id, const protocol::HistoryMessage &message) {
                          return id == message.id.toLatin1();
                      });
}

/// How much of the newest answer the user has heard, in samples.
quint64 heard(const Client::View &client, const Disk &disk)
{
    return client.user.utterance == disk.stream().lastUtterance ? client.user.heard : 0;
}

} // namespace

QString brokenPromise(const Client::View &client, const Server::View &server)
{
    const Disk &disk = *server.disk;
    if (!client.complaint.isEmpty())
        return client.complaint;
    if (!server.complaint.isEmpty())
        return server.complaint;
    if (!isPrefix(disk.effects, client.user.deeds))
        return u"the server lost, doubled or reordered an item"_s;
    if (client.acknowledged > disk.receivedIn(client.epoch))
        return u"the client was told of something that is not durable"_s;
    if (!holdsRest(client.unacknowledged, client.user.deeds, disk.effects.size()))
        return u"the client forgot an item too early"_s;
    if (disk.stream().playedSpeech > heard(client, disk)
        || (!disk.stream().answer && disk.made > heard(client, disk)))
        return u"the server forgot speech that was not heard"_s;
    if (client.knowsHistory && !isShownInOrder(client.shown, disk.history))
        return u"the client lost, doubled or reordered an item"_s;
    if (client.point && client.point->received && client.point->epoch == server.epoch
        && server.acknowledged > *client.point->received)
        return u"the server was told of something that was not shown"_s;
    return {};
}

bool isSettled(const Client::View &client, const Server::View &server)
{
    const Disk &disk = *server.disk;
    const bool isClientDone = client.knowsHistory && client.unacknowledged.isEmpty()
        && !client.canPlay && !client.reportDue;
    const bool isServerDone = !server.canSay && !server.canSync && !server.canHear && !server.ackDue
        && server.isAllAcknowledged && !disk.stream().answer;
    return isClientDone && isServerDone && disk.effects == client.user.deeds
        && disk.history.size() == client.shown.size() && disk.stream().call == client.call
        && disk.made == heard(client, disk);
}

} // namespace holdline::testing
