// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/plainclient.h"
#include "support/serverprocess.h"
#include "support/testcase.h"
#include "support/testcertificate.h"
#include "support/webdriver.h"

#include <QTest>

namespace holdline::tst_adminpage {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString kToken = u"a-token-of-the-operator"_s;
const QString kMarkup = u"<img src=x onerror=\"document.title='pwned'\"><script>"
                        "document.title='pwned'</script>"_s;

} // namespace

/// What an operator does on the page of the real server, in a real browser.
class TestAdminPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(m_folder.filePath(u"token"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(kToken.toLatin1()) > 0);
        QVERIFY2(m_browser.start(), qPrintable(m_browser.errorText()));
    }

    void init() { startServer({}); }

    void cleanup()
    {
        // The console shows no violated policy and no unexpected error.
        for (const QString &message : m_browser.console())
            QVERIFY2(message.contains(u"/admin/api/state - Failed to load resource"_s),
                     qPrintable(message));
        QVERIFY(!m_browser.evaluate(u"return location.href"_s).toString().contains(kToken));
        m_server.reset();
    }

    void asksForTheToken()
    {
        QVERIFY(!m_browser.isDisplayed(u"#desk"_s));
        QVERIFY(m_browser.type(u"#token"_s, u"not-the-token-at-all"_s));
        QVERIFY(m_browser.click(u"#enter"_s));
        QVERIFY(seen(u"#notice"_s, u"isn’t the admin token"_s));
        QVERIFY(!m_browser.isDisplayed(u"#desk"_s));
        QVERIFY(m_browser.evaluate(u"document.getElementById('token').value = ''"_s).isNull());
        signIn();
        QVERIFY(!m_browser.isDisplayed(u"#sign-in"_s));
        QVERIFY(!m_browser.isDisplayed(u"#notice"_s));
    }

    void forgetsTheTokenWhenLeft()
    {
        signIn();
        QVERIFY(m_browser.evaluate(u"location.reload()"_s).isNull());
        QTRY_VERIFY_WITH_TIMEOUT(m_browser.isDisplayed(u"#sign-in"_s), 15000);
        QCOMPARE(m_browser
                     .evaluate(u"return [localStorage.length, sessionStorage.length, "
                               "document.cookie, document.getElementById('token').value].join()"_s)
                     .toString(),
                 u"0,0,,"_s);
    }

    void listsWhoIsThere()
    {
        signIn();
        QCOMPARE(m_browser.text(u"#empty"_s), u"No sessions."_s);
        PlainClient client;
        const QString row = attend(client);
        QVERIFY(seen(row, u"connected"_s));
        QVERIFY(seen(u"#connections"_s, u"1"_s));
        client.send(protocol::TextMessage{u"hello"_s}); // an unused session leaves with its client
        QTRY_COMPARE(client.count<protocol::FinalAssistantAnswer>(), 1);
        client.vanish();
        QVERIFY(seen(row, u"away for"_s));
    }

    void followsWhatIsSaidAndTrustsNoneOfIt()
    {
        signIn();
        PlainClient client;
        const QString row = attend(client);
        QVERIFY(m_browser.click(row + u" button"_s));
        QVERIFY(seen(u"#transcript"_s, u"Observing"_s));
        client.send(protocol::TextMessage{u"repeat after me xylophone"_s});
        QVERIFY(seen(u"#transcript .user"_s, u"repeat after me xylophone"_s));
        QVERIFY(seen(u"#transcript .assistant:not(.partial)"_s, u"ylophone"_s));
        client.send(protocol::TextMessage{kMarkup});
        QVERIFY(seen(u"#transcript"_s, u"onerror"_s));
        QCOMPARE(m_browser
                     .evaluate(u"return document.querySelectorAll('#transcript img, #transcript "
                               "script').length"_s)
                     .toInt(),
                 0);
        QCOMPARE(m_browser.evaluate(u"return document.title"_s).toString(), u"Holdline server"_s);

        QVERIFY(m_browser.click(u"#leave"_s));
        QVERIFY(seen(u"#transcript"_s, u"Choose"_s));
        QVERIFY(!m_browser.text(u"#transcript"_s).contains(u"xylophone"_s));
    }

    void followsOverTlsToo()
    {
        const TestCertificate certificate;
        QVERIFY(certificate.isValid());
        startServer(certificate.serverArguments());
        signIn();
        PlainClient client;
        client.socket().setSslConfiguration(certificate.trust());
        const QString row = attend(client);
        QVERIFY(m_browser.click(row + u" button"_s));
        QVERIFY(seen(u"#transcript"_s, u"Observing"_s));
        client.send(protocol::TextMessage{u"repeat after me xylophone"_s});
        QVERIFY(seen(u"#transcript .assistant:not(.partial)"_s, u"ylophone"_s));
    }

    void endsOneSessionWhenConfirmed()
    {
        signIn();
        PlainClient client;
        PlainClient other;
        const QString row = attend(client);
        const QString otherRow = attend(other);
        QVERIFY(m_browser.click(row + u" .danger"_s));
        QVERIFY(seen(u"#question"_s, client.session()->shortened()));
        QVERIFY(m_browser.click(u"#no"_s));
        QVERIFY(!m_browser.isDisplayed(u"#question"_s));
        QVERIFY(client.isOpen());

        QVERIFY(m_browser.click(row + u" .danger"_s));
        QVERIFY(m_browser.click(u"#yes"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!client.isOpen(), 10000);
        QTRY_VERIFY_WITH_TIMEOUT(!m_browser.isDisplayed(row), 10000);
        QVERIFY(m_browser.isDisplayed(otherRow));
        QVERIFY(other.isOpen());
    }

    void resetsAllWhenConfirmed()
    {
        signIn();
        PlainClient one;
        PlainClient other;
        attend(one);
        attend(other);
        QVERIFY(m_browser.click(u"#reset"_s));
        QVERIFY(seen(u"#question"_s, u"can’t be undone"_s));
        QVERIFY(m_browser.click(u"#yes"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!one.isOpen() && !other.isOpen(), 10000);
        QVERIFY(seen(u"#empty"_s, u"No sessions."_s));
    }

    void drainsWhenConfirmed()
    {
        signIn();
        PlainClient client;
        attend(client);
        QVERIFY(m_browser.click(u"#drain"_s));
        QVERIFY(m_browser.click(u"#yes"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!client.isOpen(), 10000);
        QCOMPARE(static_cast<int>(client.socket().closeCode()), 4412);
        QTRY_VERIFY_WITH_TIMEOUT(!m_server->process().isRunning(), 30000);
        QCOMPARE(m_server->process().exitCode(), 0);
        QVERIFY(seen(u"#status"_s, u"No connection"_s));
    }

private:
    void startServer(const QStringList &arguments)
    {
        m_server = std::make_unique<ServerProcess>(arguments
                                                   + QStringList{u"--store"_s, u"memory"_s,
                                                                 u"--admin-token-file"_s,
                                                                 m_folder.filePath(u"token"_s)});
        QVERIFY2(m_server->start(), qPrintable(m_server->process().errorText()));
        QUrl page = m_server->url();
        page.setScheme(page.scheme() == u"wss"_s ? u"https"_s : u"http"_s);
        page.setPath(u"/admin"_s);
        QVERIFY(m_browser.open(page));
        m_browser.console();
    }

    void signIn()
    {
        QVERIFY(m_browser.type(u"#token"_s, kToken));
        QVERIFY(m_browser.click(u"#enter"_s));
        QVERIFY(seen(u"#status"_s, u"Connected"_s));
        QVERIFY(m_browser.isDisplayed(u"#desk"_s));
    }

    /// Connects, and waits until the page shows it. Returns the selector of its row.
    QString attend(PlainClient &client)
    {
        client.open(m_server->url());
        waitUntil([&] { return client.session().has_value(); }, 10000ms);
        QString row = u"#session-"_s + client.session()->shortened();
        waitUntil([&] { return m_browser.isDisplayed(row); }, 15000ms);
        return row;
    }

    bool seen(const QString &selector, const QString &text)
    {
        return waitUntil([&] { return m_browser.text(selector).contains(text); }, 15000ms);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ServerProcess> m_server;
    WebDriver m_browser;
};

HOLDLINE_TEST(TestAdminPage)

} // namespace holdline::tst_adminpage

#include "tst_adminpage.moc"
