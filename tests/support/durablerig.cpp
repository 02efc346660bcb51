// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/durablerig.h"

#include "protocol/limits.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace holdline::testing {

protocol::AudioItem spoken(int index)
{
    return {.position = static_cast<quint64>(index * protocol::kCaptureItemSamples),
            .stream = 1,
            .pcm = QByteArray(2 * protocol::kCaptureItemSamples, '\1')};
}

protocol::TextMessage text(const QString &words)
{
    return {words, QString(words).remove(u' ')};
}

void expectViolations(int count)
{
    for (int i = 0; i < count; ++i)
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"^the server breaks the protocol: "_s));
}

DurableRig::DurableRig(const BackoffPolicy &policy) : client(home, server.url(), policy) { }

void DurableRig::address(const QString &host, const client::DialectChoice &choice)
{
    QUrl url = server.url();
    url.setHost(host);
    client.socket.setDialect(choice);
    client.socket.setEndpoint(client::Endpoint::forAddress(url.toString()));
}

bool DurableRig::enter()
{
    line().start();
    return QTest::qWaitFor([this] { return sessions() == 1; });
}

bool DurableRig::loseServer()
{
    wire().vanish();
    return QTest::qWaitFor([this] { return !line().isLive(); });
}

} // namespace holdline::testing
