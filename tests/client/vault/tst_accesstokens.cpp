// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/vault/accesstokens.h"

#include "client/vault/filevault.h"
#include "support/lineclient.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_accesstokens {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;

namespace {

const QString kServer = u"wss://voice.example.org/ws"_s;
const QString kOther = u"wss://other.example.org/ws"_s;

/// Counts how often it is opened, and refuses every secret.
struct LockedKeychain : Vault
{
    int &opened;

    explicit LockedKeychain(int &count) : opened(count) { }
    void read(const QString &, const Found &found) override
    {
        ++opened;
        found(std::nullopt);
    }
    void write(const QString &, const QByteArray &, const Written &written) override
    {
        ++opened;
        written(false);
    }
    void erase(const QString &) override { ++opened; }
};

QByteArray find(AccessTokens &tokens, const QString &server)
{
    QByteArray result = "not answered";
    tokens.find(server, [&](const QByteArray &token) { result = token; });
    return result;
}

} // namespace

class TestAccessTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_home = std::make_unique<LineHome>(); }

    void keepsEachServersTokenForTheNextRun()
    {
        {
            AccessTokens tokens(m_home->settings, keychain());
            tokens.store(kServer, "one");
            tokens.store(kOther, "two");
        }
        AccessTokens tokens(m_home->settings, keychain());
        QCOMPARE(find(tokens, kServer), QByteArray("one"));
        QCOMPARE(find(tokens, kOther), QByteArray("two"));
        QVERIFY(tokens.hasKeychain());
    }

    void isNotInTheSettings()
    {
        AccessTokens tokens(m_home->settings, keychain());
        tokens.store(kServer, "very-secret");
        m_home->settings.sync();
        QFile file(m_home->settings.fileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("very-secret"));
    }

    void anEmptyTokenIsForgotten()
    {
        AccessTokens tokens(m_home->settings, keychain());
        tokens.store(kServer, "one");
        tokens.store(kServer, {});
        QCOMPARE(find(tokens, kServer), QByteArray());
        AccessTokens next(m_home->settings, keychain());
        QCOMPARE(find(next, kServer), QByteArray());
        QVERIFY(QDir(m_home->folder.path()).entryList({u"*.secret"_s}).isEmpty());
    }

    void opensAKeychainOnlyWhenThereIsSomethingInIt()
    {
        int opened = 0;
        AccessTokens tokens(m_home->settings, std::make_unique<LockedKeychain>(opened));
        QCOMPARE(find(tokens, kServer), QByteArray());
        tokens.store(kServer, {});
        QCOMPARE(opened, 0);
    }

    void withoutAKeychainItIsForThisRunAndSaysSo_data()
    {
        QTest::addColumn<bool>("hasKeychain");
        QTest::newRow("none") << false;
        QTest::newRow("one that refuses") << true;
    }

    void withoutAKeychainItIsForThisRunAndSaysSo()
    {
        QFETCH(bool, hasKeychain);
        int opened = 0;
        std::unique_ptr<Vault> locked;
        if (hasKeychain)
            locked = std::make_unique<LockedKeychain>(opened);
        AccessTokens tokens(m_home->settings, std::move(locked));
        QSignalSpy told(&tokens, &AccessTokens::keptForThisRunOnly);
        tokens.store(kServer, "one");
        QCOMPARE(told.count(), 1);
        QCOMPARE(find(tokens, kServer), QByteArray("one"));
        AccessTokens next(m_home->settings, nullptr);
        QCOMPARE(find(next, kServer), QByteArray());
    }

private:
    std::unique_ptr<Vault> keychain() const
    {
        return std::make_unique<FileVault>(m_home->folder.path());
    }

    std::unique_ptr<LineHome> m_home;
};

HOLDLINE_TEST(TestAccessTokens)

} // namespace holdline::tst_accesstokens

#include "tst_accesstokens.moc"
