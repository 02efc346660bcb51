// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/vault/keychainvault.h"

#include "client/vault/accesstokens.h"
#include "client/vault/sessionsecrets.h"
#include "support/lineclient.h"
#include "support/testcase.h"
#include "support/virtualkeychain.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_keychainvault {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;

namespace {

using Kept = std::optional<SessionSecret>;
using Content = std::optional<QByteArray>;

const QString kServer = u"wss://voice.example.org/ws"_s;
const QString kOther = u"wss://other.example.org/ws"_s;

constexpr Duration kPatience(40000);

SessionSecret fresh()
{
    return {SessionId::generate(), QByteArray("\0\1 \n\xFF not text", 14)};
}

/// Waits for the answer to `ask`. Returns `nothing` if no answer comes.
template <typename T>
T answerTo(const std::function<void(const std::function<void(const T &)> &)> &ask, const T &nothing)
{
    const auto answer = std::make_shared<std::optional<T>>();
    ask([answer](const T &value) { *answer = value; });
    waitUntil([&] { return answer->has_value(); }, kPatience);
    return answer->value_or(nothing);
}

Content read(Vault &vault, const QString &name)
{
    return answerTo<Content>([&](const Vault::Found &found) { vault.read(name, found); },
                             "no answer");
}

bool write(Vault &vault, const QString &name, const QByteArray &content)
{
    const auto good = std::make_shared<std::optional<bool>>();
    vault.write(name, content, [good](bool value) { *good = value; });
    waitUntil([&] { return good->has_value(); }, kPatience);
    return good->value_or(false);
}

QByteArray tokenOf(AccessTokens &tokens, const QString &server)
{
    return answerTo<QByteArray>(
        [&](const AccessTokens::Found &found) { tokens.find(server, found); }, "no answer");
}

Kept secretOf(SessionSecrets &secrets, const QString &server)
{
    return answerTo<Kept>([&](const SessionSecrets::Found &found) { secrets.find(server, found); },
                          fresh());
}

void turnTheLoop()
{
    for (int turn = 0; turn < 100; ++turn)
        QCoreApplication::processEvents();
}

} // namespace

/// The real keychain behind QtKeychain: GNOME Keyring on a bus of its own.
class TestKeychainVault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_keychain.useInThisProcess(); }

    void init()
    {
        QCOMPARE(m_keychain.start(), QString());
        m_home = std::make_unique<LineHome>();
    }

    void givesBackWhatItTook_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("a word") << QByteArray("secret");
        QTest::newRow("any bytes") << QByteArray("\0\1 \n\xFF not text", 14);
        QTest::newRow("the longest") << QByteArray(4096, '\xA5');
    }

    void givesBackWhatItTook()
    {
        QFETCH(QByteArray, content);
        QVERIFY(write(*systemKeychain(), kServer, content));
        QVERIFY(write(*systemKeychain(), kOther, "another"));
        QCOMPARE(read(*systemKeychain(), kServer), Content(content));
        QCOMPARE(read(*systemKeychain(), kOther), Content("another"));
    }

    void replacesAndForgets()
    {
        const auto vault = systemKeychain();
        QVERIFY(write(*vault, kServer, "one"));
        QVERIFY(write(*vault, kServer, "two"));
        QCOMPARE(read(*vault, kServer), Content("two"));
        vault->erase(kServer);
        QCOMPARE(read(*vault, kServer), Content());
    }

    void knowsNothingThatItWasNotTold() { QCOMPARE(read(*systemKeychain(), u"x"_s), Content()); }

    void finishesWhatItsOwnerDoesNotWaitFor()
    {
        int told = 0;
        {
            const auto vault = systemKeychain();
            vault->write(kServer, "last words", [&](bool) { ++told; });
            vault->read(kServer, [&](const Content &) { ++told; });
        }
        QCOMPARE(read(*systemKeychain(), kServer), Content("last words"));
        QCOMPARE(told, 0);
    }

    void survivesAnOwnerThatLeavesWhileItIsAsked()
    {
        int told = 0;
        auto vault = systemKeychain();
        QVERIFY(write(*vault, kServer, "one"));
        m_keychain.freeze();
        vault->read(kServer, [&](const Content &) { ++told; });
        turnTheLoop();
        vault.reset();
        turnTheLoop();
        m_keychain.thaw();
        QCOMPARE(read(*systemKeychain(), kServer), Content("one"));
        QCOMPARE(told, 0);
    }

    void nobodyWaitsForOneThatIsSlow()
    {
        const auto vault = systemKeychain();
        m_keychain.freeze();
        std::optional<bool> kept;
        vault->write(kServer, "slow", [&](bool good) { kept = good; });
        turnTheLoop(); // a blocking call would not let this happen in time
        QVERIFY(!kept);
        m_keychain.thaw();
        QVERIFY(waitUntil([&] { return kept.has_value(); }, kPatience));
        QVERIFY(*kept);
    }

    void keepsTokensFromRunToRun()
    {
        tokens()->store(kServer, "one");
        tokens()->store(kOther, "other");
        QCOMPARE(tokenOf(*tokens(), kServer), QByteArray("one"));
        tokens()->store(kServer, "two");
        QCOMPARE(tokenOf(*tokens(), kServer), QByteArray("two"));
        tokens()->store(kServer, {});
        QCOMPARE(read(*systemKeychain(), u"token "_s + kServer), Content());
        QCOMPARE(tokenOf(*tokens(), kServer), QByteArray());
        QCOMPARE(tokenOf(*tokens(), kOther), QByteArray("other"));
    }

    void keepsSessionsFromRunToRun()
    {
        const SessionSecret one = fresh();
        const SessionSecret two = fresh();
        secrets()->store(kServer, one);
        QCOMPARE(secretOf(*secrets(), kServer), Kept(one));
        secrets()->store(kServer, two);
        QCOMPARE(secretOf(*secrets(), kServer), Kept(two));
        secrets()->forget(kServer);
        QCOMPARE(secretOf(*secrets(), kServer), Kept());
    }

    void writesNothingInClear()
    {
        const SessionSecret session{SessionId::generate(), "very secret session"};
        tokens()->store(kServer, "very-secret-token");
        secrets()->store(kServer, session);
        QCOMPARE(tokenOf(*tokens(), kServer), QByteArray("very-secret-token"));
        QCOMPARE(secretOf(*secrets(), kServer), Kept(session));
        m_home->settings.sync();
        QFile settings(m_home->settings.fileName());
        QVERIFY(settings.open(QIODevice::ReadOnly));
        const QByteArray keyrings = m_keychain.fileContents();
        QVERIFY(!keyrings.isEmpty());
        const QByteArray written = settings.readAll() + keyrings;
        for (const QByteArray &secret : {QByteArray("very-secret-token"), session.secret}) {
            QVERIFY(!written.contains(secret));
            QVERIFY(!written.contains(secret.toBase64(QByteArray::OmitTrailingEquals)));
            QVERIFY(!written.contains(secret.toHex()));
        }
    }

    void withoutItAllIsForThisRunAndNothingIsLost_data()
    {
        QTest::addColumn<bool>("isGone");
        QTest::newRow("locked") << false;
        QTest::newRow("ended") << true;
    }

    void withoutItAllIsForThisRunAndNothingIsLost()
    {
        QFETCH(bool, isGone);
        const SessionSecret older = fresh();
        const SessionSecret newer = fresh();
        const auto running = tokens();
        running->store(kServer, "older");
        secrets()->store(kServer, older);
        QCOMPARE(secretOf(*secrets(), kServer), Kept(older)); // so the whole secret is written
        if (isGone)
            m_keychain.kill();
        else
            QVERIFY(m_keychain.lock());

        // Known secrets stay known, and new ones are used.
        QCOMPARE(tokenOf(*running, kServer), QByteArray("older"));
        const auto newTokens = tokens();
        QCOMPARE(tokenOf(*newTokens, kServer), QByteArray());
        QSignalSpy tokenTold(newTokens.get(), &AccessTokens::keptForThisRunOnly);
        newTokens->store(kServer, "newer");
        QVERIFY(waitUntil([&] { return tokenTold.count() == 1; }, kPatience));
        QCOMPARE(tokenOf(*newTokens, kServer), QByteArray("newer"));
        const auto newSecrets = secrets();
        QCOMPARE(secretOf(*newSecrets, kServer), Kept());
        QSignalSpy secretTold(newSecrets.get(), &SessionSecrets::keptForThisRunOnly);
        newSecrets->store(kServer, newer);
        QVERIFY(waitUntil([&] { return secretTold.count() == 1; }, kPatience));
        QCOMPARE(secretOf(*newSecrets, kServer), Kept(newer));

        // The keychain is back with all its secrets, and accepts new ones.
        m_keychain.kill();
        QCOMPARE(m_keychain.start(), QString());
        QCOMPARE(tokenOf(*tokens(), kServer), QByteArray("older"));
        QCOMPARE(secretOf(*secrets(), kServer), Kept(older));
        QVERIFY(write(*systemKeychain(), kServer, "more"));
    }

private:
    std::unique_ptr<AccessTokens> tokens() const
    {
        return std::make_unique<AccessTokens>(m_home->settings, systemKeychain());
    }
    std::unique_ptr<SessionSecrets> secrets() const
    {
        return std::make_unique<SessionSecrets>(nullptr, systemKeychain());
    }

    VirtualKeychain m_keychain;
    std::unique_ptr<LineHome> m_home;
};

HOLDLINE_TEST(TestKeychainVault)

} // namespace holdline::tst_keychainvault

#include "tst_keychainvault.moc"
