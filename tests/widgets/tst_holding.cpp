// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/windowstyle.h"
#include "widgets/panes/leveldisplay.h"
#include "widgets/panes/microphonebutton.h"
#include "widgets/quitdialog.h"

#include "support/testcase.h"
#include "widgets/windowfixture.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace holdline::tst_holding {

using namespace widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using client::ConnectionState;
using Caption = client::ConversationController::Caption;
using Microphone = client::ConversationController::Microphone;
using Fixture = testing::WindowFixture;

namespace {

struct PaintCounter : QObject
{
    int count = 0;

    explicit PaintCounter(QWidget &widget) { widget.installEventFilter(this); }
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

} // namespace

/// What the window shows of a Durable line while it holds speech and texts.
class TestHolding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new WindowStyle); }

    void theLateNoteIsDecidedByKeyboard_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<bool>("send");
        QTest::newRow("send") << u"action"_s << true;
        QTest::newRow("discard") << u"otherAction"_s << false;
    }

    void theLateNoteIsDecidedByKeyboard()
    {
        QFETCH(QString, button);
        QFETCH(bool, send);
        Fixture fixture;
        QSignalSpy decided(&fixture.window, &MainWindow::lateNoteDecided);
        QTRY_VERIFY(fixture.view()->hasFocus());
        fixture.window.offerLateNote(12s, 3min);
        QVERIFY(!QApplication::activeModalWidget());
        QVERIFY(fixture.view()->hasFocus()); // the user who types is not disturbed
        auto *chosen = fixture.child<QPushButton>(button);
        for (int i = 0; i < 12 && !chosen->hasFocus(); ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(chosen->hasFocus());
        QTest::keyClick(chosen, Qt::Key_Return);
        QCOMPARE(decided.size(), 1);
        QCOMPARE(decided[0][0].toBool(), send);
        QVERIFY(!fixture.child<QWidget>(u"banner"_s)->isVisible());
        QTRY_VERIFY(fixture.view()->hasFocus());
    }

    void theLateNoteGoesWhenThereIsNothingToDecide()
    {
        Fixture fixture;
        auto *banner = fixture.child<QWidget>(u"banner"_s);
        fixture.window.offerLateNote(12s, 3min);
        QVERIFY(banner->isVisible());
        QVERIFY(!fixture.child<QToolButton>(u"dismiss"_s)->isVisible());
        fixture.window.withdrawLateNote();
        QVERIFY(!banner->isVisible());
    }

    void theBannerSaysThatSpeechIsKept()
    {
        Fixture fixture;
        const auto *text = fixture.child<QLabel>(u"noticeText"_s);
        fixture.setState(ConnectionState::Reconnecting);
        QVERIFY(text->text().startsWith(u"What you type"_s));
        fixture.window.setCaption(Caption::HoldingSpeech);
        QVERIFY(text->text().startsWith(u"Keep talking"_s));
        fixture.window.setCaption(Caption::HoldLimitReached);
        QVERIFY(text->text().startsWith(u"What you type"_s));
    }

    void heldSpeechShowsWithoutColour()
    {
        Fixture fixture;
        auto *button = fixture.child<MicrophoneButton>();
        const auto shape = [&] {
            constexpr double kInside = 26; // of the disc
            const QImage picture = button->grab().toImage();
            QImage outline(picture.size(), QImage::Format_Mono);
            outline.fill(0);
            for (int y = 0; y < picture.height(); ++y) {
                for (int x = 0; x < picture.width(); ++x) {
                    const bool inside =
                        std::hypot(x - picture.width() / 2.0, y - picture.height() / 2.0) < kInside;
                    if (inside && picture.pixelColor(x, y).lightness() > 230)
                        outline.setPixel(x, y, 1);
                }
            }
            return outline;
        };
        fixture.window.setHeldSpeech(30s, 60s);
        QList<QImage> shapes;
        QSet<QString> names;
        for (const Microphone microphone :
             {Microphone::Live, Microphone::Holding, Microphone::Unheard}) {
            fixture.window.setMicrophone(microphone);
            QVERIFY2(!shapes.contains(shape()), qPrintable(button->accessibleName()));
            shapes += shape();
            names += button->accessibleName();
        }
        QCOMPARE(names.size(), 3);
    }

    void heldSpeechIsAmberInLightAndDark()
    {
        for (const auto choice : {Theme::Choice::Light, Theme::Choice::Dark}) {
            Fixture fixture;
            fixture.theme.setChoice(choice);
            fixture.window.setMicrophone(Microphone::Holding);
            auto *button = fixture.child<MicrophoneButton>();
            const QColor disc =
                button->grab().toImage().pixelColor(button->width() / 2, button->height() / 4);
            QCOMPARE(disc, fixture.theme.palette().hold);
            QVERIFY(disc.hslHue() > 30 && disc.hslHue() < 45);
        }
    }

    void theCaptionTellsHowMuchIsHeld()
    {
        Fixture fixture;
        const auto *caption = fixture.child<QLabel>(u"levelCaption"_s);
        fixture.window.setHeldSpeech(0s, 60s);
        fixture.window.setCaption(Caption::HoldingSpeech);
        QCOMPARE(caption->text(), u"Holding your speech: 0.0 s of 60 s"_s);
        fixture.window.setHeldSpeech(6270ms, 60s);
        QTRY_COMPARE(caption->text(), u"Holding your speech: 6.2 s of 60 s"_s);
        fixture.window.setHeldSpeech(60s, 60s);
        fixture.window.setCaption(Caption::HoldLimitReached);
        QCOMPARE(caption->text(), u"Offline — no more speech can be held"_s);
    }

    void theCaptionIsPaintedOnlyWhenItChanges()
    {
        Fixture fixture;
        auto *caption = fixture.child<QLabel>(u"levelCaption"_s);
        auto *button = fixture.child<MicrophoneButton>();
        fixture.window.setMicrophone(Microphone::Holding);
        fixture.window.setHeldSpeech(1s, 60s);
        fixture.window.setCaption(Caption::HoldingSpeech);
        QVERIFY(QTest::qWaitForWindowExposed(&fixture.window));
        PaintCounter words(*caption);
        PaintCounter mark(*button);
        QTRY_COMPARE(caption->text(), u"Holding your speech: 1.0 s of 60 s"_s);
        QCoreApplication::sendPostedEvents();
        words.count = 0;
        mark.count = 0;
        for (int i = 0; i < 50; ++i) { // one second of blocks of 20 ms, without waiting
            fixture.window.setHeldSpeech(1s + i * 20ms, 60s);
            QCoreApplication::sendPostedEvents();
        }
        QVERIFY2(words.count <= 2, qPrintable(QString::number(words.count)));
        QTRY_COMPARE(caption->text(), u"Holding your speech: 1.9 s of 60 s"_s);
        const int painted = words.count;
        const int marked = mark.count;
        for (int i = 0; i < 50; ++i) {
            fixture.window.setHeldSpeech(1980ms, 60s);
            QCoreApplication::sendPostedEvents();
        }
        QCOMPARE(words.count, painted);
        QCOMPARE(mark.count, marked);
    }

    void theLevelGoesOnMovingWhileSpeechIsHeld()
    {
        Fixture fixture;
        auto *levels = fixture.child<LevelDisplay>();
        for (const Microphone microphone : {Microphone::Holding, Microphone::Unheard}) {
            fixture.window.setMicrophone(microphone);
            const QImage before = levels->grab().toImage();
            for (int i = 0; i < LevelDisplay::kLevelsPerBar; ++i)
                fixture.window.addLevel(0.8F);
            QVERIFY(levels->grab().toImage() != before);
        }
    }

    void aSeamOpensByKeyboard_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::newRow("Enter") << Qt::Key_Return;
        QTest::newRow("Space") << Qt::Key_Space;
    }

    void aSeamOpensByKeyboard()
    {
        QFETCH(Qt::Key, key);
        Fixture fixture;
        fixture.transcript.finishUserText(u"Hello"_s, WallTime{});
        const QModelIndex seam =
            fixture.transcript.addDivider(u"Offline for 14 s"_s, WallTime{}, u"Cause: no answer"_s);
        fixture.transcript.finishUserText(u"Bye"_s, WallTime{});
        QSignalSpy talked(&fixture.window, &MainWindow::talkHeldChanged);
        QTRY_VERIFY(fixture.view()->hasFocus());
        const auto height = [&] { return fixture.view()->visualRect(seam).height(); };
        QTRY_VERIFY(height() > 0);
        const int closed = height();
        QTest::keyClick(fixture.view(), Qt::Key_Up);
        QCOMPARE(fixture.view()->currentIndex(), seam);
        QCOMPARE(fixture.view()->accessibleDescription(), u"Press Enter for details."_s);
        QTest::keyClick(fixture.view(), key);
        QTRY_VERIFY(height() > closed);
        QCOMPARE(fixture.view()->accessibleDescription(), u"Cause: no answer"_s);
        QTest::keyClick(fixture.view(), key);
        QTRY_COMPARE(height(), closed);
        QCOMPARE(talked.size(), 0);
    }

    void spaceTalksAfterASeamWasClicked()
    {
        Fixture fixture;
        const QModelIndex seam =
            fixture.transcript.addDivider(u"Offline for 14 s"_s, WallTime{}, u"Cause: no answer"_s);
        QSignalSpy talked(&fixture.window, &MainWindow::talkHeldChanged);
        QTRY_VERIFY(fixture.view()->hasFocus());
        const auto box = [&] { return fixture.view()->visualRect(seam); };
        QTRY_VERIFY(box().height() > 0);
        const int closed = box().height();
        QTest::mouseClick(fixture.view()->viewport(), Qt::LeftButton, {}, box().center());
        QTRY_VERIFY(box().height() > closed);
        QTest::keyClick(fixture.view(), Qt::Key_Space);
        QCOMPARE(talked.size(), 2);
    }

    void whatIsNotSentIsAskedForBeforeQuitting_data()
    {
        QTest::addColumn<int>("texts");
        QTest::addColumn<Duration>("speech");
        QTest::addColumn<QString>("question");
        QTest::newRow("both")
            << 2 << Duration(6000)
            << u"2 messages and 6 s of speech haven’t been sent and will be lost. Quit?"_s;
        QTest::newRow("one text and speech")
            << 1 << Duration(300)
            << u"A message and 1 s of speech haven’t been sent and will be lost. Quit?"_s;
        QTest::newRow("texts") << 3 << Duration(0)
                               << u"3 messages haven’t been sent and will be lost. Quit?"_s;
        QTest::newRow("one text") << 1 << Duration(0)
                                  << u"A message hasn’t been sent and will be lost. Quit?"_s;
        QTest::newRow("speech") << 0 << Duration(12400)
                                << u"12 s of speech hasn’t been sent and will be lost. Quit?"_s;
    }

    void whatIsNotSentIsAskedForBeforeQuitting()
    {
        QFETCH(int, texts);
        QFETCH(Duration, speech);
        QFETCH(QString, question);
        Fixture fixture;
        fixture.window.setUnsent([=] { return client::Unsent{texts, speech}; });

        QVERIFY(!fixture.window.close());
        auto *dialog = fixture.child<QuitDialog>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->windowModality(), Qt::WindowModal);
        QCOMPARE(dialog->text(), question);
        const auto *label = dialog->findChild<QLabel *>(u"qt_msgbox_label"_s);
        QVERIFY(dialog->rect().contains(label->geometry()));
        QVERIFY(label->wordWrap() ? label->height() >= label->heightForWidth(label->width())
                                  : label->width() >= label->sizeHint().width());
        QVERIFY(!fixture.window.close()); // one question is enough
        QCOMPARE(fixture.window.findChildren<QuitDialog *>().size(), 1);
    }

    void enterAndEscapeStay_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::newRow("Enter") << Qt::Key_Return;
        QTest::newRow("Escape") << Qt::Key_Escape;
    }

    void enterAndEscapeStay()
    {
        QFETCH(Qt::Key, key);
        Fixture fixture;
        fixture.window.setUnsent([] { return client::Unsent{.speech = 6s}; });
        fixture.window.close();
        auto *dialog = fixture.child<QuitDialog>();
        dialog->activateWindow();
        QTRY_VERIFY(dialog->isActiveWindow());
        QTest::keyClick(dialog, key);
        QTRY_VERIFY(!fixture.child<QuitDialog>());
        QVERIFY(fixture.window.isVisible());
    }

    void quitsAnywayWhenToldTo()
    {
        Fixture fixture;
        fixture.window.setUnsent([] { return client::Unsent{.speech = 6s}; });
        fixture.window.close();
        auto *dialog = fixture.child<QuitDialog>();
        QVERIFY(dialog->text().contains(u"will be lost"_s));
        QVERIFY(dialog->informativeText().isEmpty());
        QTest::mouseClick(dialog->buttons().constLast(), Qt::LeftButton);
        QTRY_VERIFY(!fixture.window.isVisible());
    }

    void whatIsKeptForTheNextStartCanBeDiscarded_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<int>("discarded");
        QTest::newRow("kept") << u"&Quit"_s << 0;
        QTest::newRow("discarded") << u"&Discard and quit"_s << 1;
    }

    void whatIsKeptForTheNextStartCanBeDiscarded()
    {
        QFETCH(QString, button);
        QFETCH(int, discarded);
        Fixture fixture;
        QSignalSpy told(&fixture.window, &MainWindow::unsentDiscarded);
        fixture.window.setUnsent([] { return client::Unsent{.speech = 6s, .isKept = true}; });
        fixture.window.close();
        auto *dialog = fixture.child<QuitDialog>();
        QVERIFY(dialog->informativeText().contains(u"the next time it starts"_s));
        const auto buttons = dialog->buttons();
        const auto found = std::ranges::find(buttons, button, &QAbstractButton::text);
        QVERIFY(found != buttons.end());
        QTest::mouseClick(*found, Qt::LeftButton);
        QTRY_VERIFY(!fixture.window.isVisible());
        QCOMPARE(told.size(), discarded);
    }
};

HOLDLINE_TEST(TestHolding)

} // namespace holdline::tst_holding

#include "tst_holding.moc"
