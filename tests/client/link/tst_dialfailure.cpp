// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/dialfailure.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_dialfailure {

using namespace client;
using namespace Qt::StringLiterals;

class TestDialFailure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheReason_data()
    {
        QTest::addColumn<QAbstractSocket::SocketError>("error");
        QTest::addColumn<QString>("errorString");
        QTest::addColumn<bool>("answered");
        QTest::addColumn<LossReason>("reason");
        QTest::addColumn<bool>("final");

        QTest::newRow("nobody listens")
            << QAbstractSocket::ConnectionRefusedError << u"Connection refused"_s << false
            << LossReason::Refused << false;
        QTest::newRow("no such host") << QAbstractSocket::HostNotFoundError << u"Host not found"_s
                                      << false << LossReason::HostNotFound << false;
        QTest::newRow("no answer")
            << QAbstractSocket::SocketTimeoutError << u"Connection timed out"_s << false
            << LossReason::TimedOut << false;
        QTest::newRow("no route") << QAbstractSocket::NetworkError << u"Network unreachable"_s
                                  << false << LossReason::NoNetwork << false;
        QTest::newRow("hung up while asking")
            << QAbstractSocket::RemoteHostClosedError << u"The remote host closed the connection"_s
            << true << LossReason::ConnectionLost << false;
        QTest::newRow("cut while asking") << QAbstractSocket::NetworkError << u"Reset"_s << true
                                          << LossReason::ConnectionLost << false;
        QTest::newRow("TLS") << QAbstractSocket::SslHandshakeFailedError << u"Wrong version"_s
                             << true << LossReason::Tls << true;
        QTest::newRow("a wrong accept key")
            << QAbstractSocket::ConnectionRefusedError << u"Accept-Key received from server"_s
            << true << LossReason::NotAWebSocket << false;

        QTest::newRow("an upgrade to a protocol that was not offered")
            << QAbstractSocket::UnknownSocketError << u"which has not been requested"_s << true
            << LossReason::NotAWebSocket << false;

        QTest::newRow("401 with Qt 6.8")
            << QAbstractSocket::ConnectionRefusedError
            << u"QWebSocketPrivate::processHandshake: Unsupported WWW-Authenticate challenges "
               "encountered."_s
            << true << LossReason::NotAuthorised << true;

        const auto http = [](const char *status, LossReason reason, bool isFinal) {
            QTest::newRow(status)
                << QAbstractSocket::ConnectionRefusedError
                << u"QWebSocketPrivate::processHandshake: Unhandled http status code: %1."_s.arg(
                       QLatin1StringView(status))
                << true << reason << isFinal;
        };
        http("401 (Unauthorized)", LossReason::NotAuthorised, true);
        http("403 (Forbidden)", LossReason::NotAuthorised, true);
        http("404 (Not Found)", LossReason::NotFound, true);
        http("404 ()", LossReason::NotFound, true);
        http("421 (Misdirected Request)", LossReason::NotFound, true);
        http("429 (Too Many Requests)", LossReason::Busy, false);
        http("500 (Internal Server Error)", LossReason::ServerError, false);
        http("503 (Service Unavailable)", LossReason::ServerError, false);
        http("200 (OK)", LossReason::NotAWebSocket, false);
        http("301 (Moved)", LossReason::NotAWebSocket, false);
    }

    void tellsTheReason()
    {
        QFETCH(QAbstractSocket::SocketError, error);
        QFETCH(QString, errorString);
        QFETCH(bool, answered);
        QFETCH(LossReason, reason);
        QCOMPARE(dialFailure(error, errorString, answered), reason);
        QTEST(isFinal(reason), "final");
    }
};

HOLDLINE_TEST(TestDialFailure)

} // namespace holdline::tst_dialfailure

#include "tst_dialfailure.moc"
