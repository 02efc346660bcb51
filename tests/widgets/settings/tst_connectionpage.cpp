// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/backoffeditor.h"
#include "widgets/settings/connectionpage.h"

#include "support/testcase.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

namespace holdline::tst_connectionpage {

using namespace widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using client::ConnectionChoice;
using Wanted = client::DialectChoice::Wanted;

namespace {

const QByteArray kPrint(32, '\x3c');

ConnectionChoice remote()
{
    return {.address = u"voice.example.org"_s, .token = "abc"};
}

/// The page, with functions to operate it.
struct Desk
{
    QPointer<ConnectionPage> page;
    QList<ConnectionChoice> chosen;
    QStringList distrusted;

    explicit Desk(const ConnectionPage::Content &content) : page(new ConnectionPage(content))
    {
        QObject::connect(page, &ConnectionPage::connectionChosen, page,
                         [this](const ConnectionChoice &choice) { chosen.append(choice); });
        QObject::connect(page, &ConnectionPage::certificateDistrusted, page,
                         [this](const QString &server) { distrusted.append(server); });
        page->show();
    }
    ~Desk() { delete page; }

    template <typename T>
    T *find(const char *name) const
    {
        return page->findChild<T *>(QString::fromLatin1(name));
    }
    void apply() const { QTest::mouseClick(find<QPushButton>("apply"), Qt::LeftButton); }
    bool canBeApplied() const { return find<QPushButton>("apply")->isEnabled(); }
    QString words(const char *label) const { return find<QLabel>(label)->text(); }
};

} // namespace

class TestConnectionPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatHoldsNow_data()
    {
        QTest::addColumn<ConnectionChoice>("choice");
        ConnectionChoice choice;
        QTest::newRow("the defaults") << choice;
        choice = remote();
        QTest::newRow("a server") << choice;
        choice.dialect = {.wanted = Wanted::Durable, .allowInsecure = true};
        choice.reconnect = BackoffPolicy::alwaysOn();
        QTest::newRow("a server, and everything else") << choice;
        choice.dialect.wanted = Wanted::Plain;
        choice.reconnect = {
            .initial = 125ms, .factor = 1.5, .maximum = 1s, .attempts = 3, .jitter = 7ms};
        QTest::newRow("figures of one's own") << choice;
    }

    void saysWhatHoldsNow()
    {
        QFETCH(ConnectionChoice, choice);
        const Desk desk({.connection = choice});
        QCOMPARE(desk.page->connection(), choice);
        QVERIFY(!desk.canBeApplied());
        QVERIFY(desk.page->settle());
        QVERIFY(desk.chosen.isEmpty());
    }

    void appliesWhenAskedAndWhenSettled()
    {
        Desk desk({.connection = remote()});
        desk.find<QLineEdit>("address")->setText(u" other.example.org:8443 "_s);
        desk.apply();
        QCOMPARE(desk.chosen.size(), 1);
        QCOMPARE(desk.chosen[0].address, u"other.example.org:8443"_s);
        QVERIFY(!desk.canBeApplied());

        desk.find<QRadioButton>("embedded")->setChecked(true);
        QVERIFY(desk.page->settle());
        QCOMPARE(desk.chosen.size(), 2);
        QCOMPARE(desk.chosen[1].address, QString());
        QCOMPARE(desk.chosen[1].token, QByteArray());
    }

    void saysInPlaceWhatIsWrongWithTheAddress_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("allowed");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *address, bool allowed,
                            const char *words) {
            QTest::newRow(name) << QString::fromLatin1(address) << allowed
                                << QString::fromUtf8(words);
        };
        row("none", " ", false, "Enter the server’s address");
        row("no address", "ftp://voice.example.org", false, "isn’t a valid server address");
        row("not encrypted", "ws://voice.example.org", false, "isn’t encrypted");
        row("not encrypted, and allowed", "ws://voice.example.org", true, "");
        row("not encrypted, on this computer", "ws://127.0.0.1:8000", false, "");
        row("encrypted", "voice.example.org", false, "");
    }

    void saysInPlaceWhatIsWrongWithTheAddress()
    {
        QFETCH(QString, address);
        QFETCH(bool, allowed);
        QFETCH(QString, words);
        Desk desk({.connection = {.address = u"a.example"_s}});
        desk.find<QLineEdit>("address")->setText(address);
        desk.find<QCheckBox>("allowInsecure")->setChecked(allowed);
        const bool good = words.isEmpty();
        QCOMPARE(desk.canBeApplied(), good);
        const auto *label = desk.find<QLabel>("addressWords");
        QCOMPARE(label->property("role").toString(), good ? u"hint"_s : u"complaint"_s);
        QVERIFY2(label->text().contains(words), qPrintable(label->text()));
        QCOMPARE(desk.find<QLineEdit>("address")->accessibleDescription().isEmpty(), good);
        QCOMPARE(desk.page->settle(), good);
        QCOMPARE(desk.chosen.size(), good ? 1 : 0);
        // The address does not matter while the embedded server is chosen.
        desk.find<QRadioButton>("embedded")->setChecked(true);
        QVERIFY(desk.canBeApplied());
    }

    void showsWhatTheAddressMeans()
    {
        const Desk desk({.connection = remote()});
        QCOMPARE(desk.words("addressWords"), u"wss://voice.example.org/ws"_s);
    }

    void theTokenIsHiddenUntilItIsAskedFor()
    {
        const Desk desk({.connection = remote()});
        const auto *token = desk.find<QLineEdit>("token");
        QCOMPARE(token->echoMode(), QLineEdit::Password);
        QTest::mouseClick(desk.find<QToolButton>("showToken"), Qt::LeftButton);
        QCOMPARE(token->echoMode(), QLineEdit::Normal);
    }

    void aTokenThatFitsNoHeaderIsRefused_data()
    {
        QTest::addColumn<QString>("token");
        QTest::addColumn<bool>("good");
        QTest::newRow("none") << u""_s << true;
        QTest::newRow("pasted with a line end") << u"abc-_~+/=\n"_s << true;
        QTest::newRow("two words") << u"abc def"_s << false;
        QTest::newRow("a letter that is not ASCII") << u"schlüssel"_s << false;
    }

    void aTokenThatFitsNoHeaderIsRefused()
    {
        QFETCH(QString, token);
        QFETCH(bool, good);
        const Desk desk({.connection = remote()});
        desk.find<QLineEdit>("token")->setText(token);
        QCOMPARE(desk.canBeApplied(), good);
    }

    void saysHowLongTheTokenIsKept()
    {
        QVERIFY(Desk({.hasKeychain = true}).words("tokenWords").contains(u"system keyring"_s));
        QVERIFY(Desk({.hasKeychain = false}).words("tokenWords").contains(u"until you quit"_s));
    }

    void theTokenOfOneServerDoesNotGoToAnother()
    {
        Desk desk({.connection = remote()});
        desk.find<QLineEdit>("address")->setText(u"other.example.org"_s);
        desk.apply();
        QCOMPARE(desk.chosen[0].token, QByteArray());

        Desk given({.connection = remote()});
        given.find<QLineEdit>("address")->setText(u"other.example.org"_s);
        given.find<QLineEdit>("token")->setText(u"its own"_s.remove(u' '));
        given.apply();
        QCOMPARE(given.chosen[0].token, QByteArray("itsown"));

        Desk same({.connection = remote()});
        same.find<QLineEdit>("address")->setText(u"wss://voice.example.org/"_s);
        same.apply();
        QCOMPARE(same.chosen[0].token, QByteArray("abc"));
    }

    void offersTheServerThatWasUsedBefore()
    {
        const Desk desk({.recentAddress = u"voice.example.org"_s});
        QVERIFY(desk.find<QRadioButton>("embedded")->isChecked());
        QCOMPARE(desk.page->connection().address, QString());
        desk.find<QRadioButton>("remote")->setChecked(true);
        QCOMPARE(desk.page->connection().address, u"voice.example.org"_s);
    }

    void aPresetAndFiguresOfOnesOwn()
    {
        const Desk desk({});
        auto *preset = desk.find<QComboBox>("preset");
        preset->setCurrentIndex(2);
        QCOMPARE(desk.page->connection().reconnect, BackoffPolicy::alwaysOn());
        QVERIFY(!desk.find<QWidget>("figures")->isVisible());
        preset->setCurrentIndex(3);
        QVERIFY(desk.find<QWidget>("figures")->isVisible());
        QCOMPARE(desk.page->connection().reconnect, BackoffPolicy::alwaysOn());
        desk.find<QSpinBox>("attempts")->setValue(7);
        QCOMPARE(desk.page->connection().reconnect.attempts, 7);
        QVERIFY(desk.canBeApplied());
        desk.find<QDoubleSpinBox>("maximum")->setValue(0.5);
        QVERIFY(!desk.canBeApplied());
        QVERIFY(desk.words("words").contains(u"shorter"_s));
    }

    void tellsAPolicyInWords_data()
    {
        QTest::addColumn<BackoffPolicy>("policy");
        QTest::addColumn<QString>("words");
        QTest::newRow("standard") << BackoffPolicy::standard()
                                  << u"Waits 1, 2, 4 … 30 s. Gives up after 10 tries."_s;
        QTest::newRow("always on")
            << BackoffPolicy::alwaysOn()
            << u"Waits 2, 4, 8 … 60 s, plus a random delay of up to 1 s. Never gives up."_s;
        QTest::newRow("always the same")
            << BackoffPolicy{.initial = 500ms, .factor = 1, .maximum = 1s, .attempts = 2}
            << u"Waits 0.5 s. Gives up after 2 tries."_s;
        QTest::newRow("soon the longest")
            << BackoffPolicy{.initial = 1s, .factor = 2, .maximum = 3s, .attempts = std::nullopt}
            << u"Waits 1, 2, 3 s. Never gives up."_s;
        QTest::newRow("fewer tries than that")
            << BackoffPolicy{.attempts = 2} << u"Waits 1, 2 s. Gives up after 2 tries."_s;
        QTest::newRow("a single try")
            << BackoffPolicy{.attempts = 1} << u"Waits 1 s. Gives up after one try."_s;
        QTest::newRow("no growth at all") << BackoffPolicy{.initial = 2s, .maximum = 2s}
                                          << u"Waits 2 s. Gives up after 10 tries."_s;
    }

    void tellsAPolicyInWords()
    {
        QFETCH(BackoffPolicy, policy);
        QTEST(BackoffEditor::words(policy), "words");
    }

    void removesATrustedCertificateWhenApplied()
    {
        Desk desk({.pins = {{u"a.example:443"_s, kPrint}, {u"b.example:443"_s, kPrint}}});
        auto *pins = desk.find<QTreeWidget>("pins");
        QCOMPARE(pins->topLevelItemCount(), 2);
        QVERIFY(pins->topLevelItem(0)->text(1).startsWith(u"3C3C 3C3C"_s));
        auto *remove = desk.find<QPushButton>("removePin");
        QVERIFY(!remove->isEnabled());
        pins->setCurrentItem(pins->topLevelItem(1));
        remove->click();
        QCOMPARE(pins->topLevelItemCount(), 1);
        QVERIFY(desk.distrusted.isEmpty());
        desk.apply();
        QCOMPARE(desk.distrusted, QStringList{u"b.example:443"_s});
        QVERIFY(desk.chosen.isEmpty());
        QVERIFY(desk.page->settle());
        QCOMPARE(desk.distrusted.size(), 1);
    }

    void everythingHasANameAndAKeyboardPath()
    {
        const Desk desk({.connection = remote(), .pins = {{u"a.example:443"_s, kPrint}}});
        desk.find<QComboBox>("preset")->setCurrentIndex(3);
        QSet<QString> letters;
        for (const QLabel *label : desk.page->findChildren<QLabel *>()) {
            if (label->buddy())
                letters.insert(QKeySequence::mnemonic(label->text()).toString());
        }
        const auto buttons = desk.page->findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons) {
            if (!button->isVisible() || !button->text().contains(u'&'))
                continue;
            const QString letter = QKeySequence::mnemonic(button->text()).toString();
            QVERIFY2(!letters.contains(letter), qPrintable(button->text()));
            letters.insert(letter);
        }
        QVERIFY(letters.size() >= 12);
        for (const QWidget *field : desk.page->findChildren<QWidget *>()) {
            const bool isField = qobject_cast<const QComboBox *>(field)
                || qobject_cast<const QAbstractSpinBox *>(field)
                || (qobject_cast<const QLineEdit *>(field)
                    && !field->objectName().startsWith(u"qt_"_s));
            if (isField)
                QVERIFY2(field->focusPolicy() & Qt::TabFocus, qPrintable(field->objectName()));
        }
    }
};

HOLDLINE_TEST(TestConnectionPage)

} // namespace holdline::tst_connectionpage

#include "tst_connectionpage.moc"
