// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/windowstyle.h"
#include "widgets/panes/banner.h"
#include "widgets/panes/microphonebutton.h"

#include "support/testcase.h"
#include "widgets/windowfixture.h"

#include <QClipboard>
#include <QDialog>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace holdline::tst_mainwindow {

using namespace widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using client::ConnectionState;
using client::LossReason;
using Fixture = testing::WindowFixture;

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new WindowStyle); }

    void aTextThatIsTooLongSaysSoAndStays()
    {
        Fixture fixture;
        QSignalSpy submitted(&fixture.window, &MainWindow::textSubmitted);
        const auto *tooLong = fixture.child<QLabel>(u"tooLong"_s);
        QGuiApplication::clipboard()->setText(u"x"_s.repeated(5000));
        fixture.entry()->paste();
        QVERIFY(!tooLong->isVisible());
        fixture.entry()->paste();
        QVERIFY(tooLong->isVisible());
        QVERIFY2(tooLong->text().contains(u"10,000") && tooLong->text().contains(u"5,000"),
                 qPrintable(tooLong->text()));
        QTest::keyClick(fixture.entry(), Qt::Key_Return);
        QCOMPARE(submitted.size(), 0);
        QCOMPARE(fixture.entry()->toPlainText().size(), 10'000);

        fixture.entry()->setPlainText(u"x"_s.repeated(5000) + u"\n "_s); // 5 000 if trimmed
        QVERIFY(!tooLong->isVisible());
        QTest::keyClick(fixture.entry(), Qt::Key_Return);
        QCOMPARE(submitted.size(), 1);
    }

    void aMessageMayHaveSeveralLines()
    {
        Fixture fixture;
        QSignalSpy submitted(&fixture.window, &MainWindow::textSubmitted);
        QTest::keyClicks(fixture.entry(), u"one"_s);
        QTest::keyClick(fixture.entry(), Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(fixture.entry(), u"two"_s);
        QTest::keyClick(fixture.entry(), Qt::Key_Enter);
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(submitted[0][0].toString(), u"one\ntwo"_s);
        QVERIFY(fixture.entry()->isEmpty());
        QTest::keyClick(fixture.entry(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(fixture.entry()->toPlainText(), u"one\ntwo"_s);
    }

    void theEntryGrowsToSixLines()
    {
        Fixture fixture;
        const int line = fixture.entry()->fontMetrics().lineSpacing();
        const int margins = qRound(2 * fixture.entry()->document()->documentMargin());
        QTRY_COMPARE(fixture.entry()->viewport()->height(), line + margins);
        const int one = fixture.entry()->height();
        for (int lines = 2; lines <= 8; ++lines) {
            // Pasted breaks count like typed ones.
            QGuiApplication::clipboard()->setText(u"\nnext"_s);
            fixture.entry()->paste();
            QTRY_COMPARE(fixture.entry()->height(), one + (std::min(lines, 6) - 1) * line);
        }
        // All of it is in the window, also below a complaint.
        fixture.entry()->setPlainText(u"word "_s.repeated(1999));
        const auto isInSight = [&](const QWidget *widget) {
            const QRect place(widget->mapTo(&fixture.window, QPoint()), widget->size());
            return fixture.window.rect().contains(place);
        };
        QTRY_COMPARE(fixture.entry()->height(), one + 5 * line);
        QTRY_VERIFY(isInSight(fixture.entry()));
        fixture.entry()->takeAway();
        QTRY_COMPARE(fixture.entry()->height(), one);
        QGuiApplication::clipboard()->setText(u"word "_s.repeated(1999) + u'\n');
        fixture.entry()->paste();
        QTRY_COMPARE(fixture.entry()->height(), one + 5 * line);
        QTRY_VERIFY(isInSight(fixture.entry()));
        QVERIFY(isInSight(fixture.child<QLabel>(u"tooLong"_s)));

        fixture.entry()->setPlainText(u"wide "_s.repeated(40)); // and wrapped lines, too
        QTRY_VERIFY(fixture.entry()->height() > one + line);
        QTest::keyClick(fixture.entry(), Qt::Key_Return);
        QTRY_COMPARE(fixture.entry()->height(), one);
    }

    void theCaptionSaysOnlyWhereSpaceTalksThatItDoes()
    {
        Fixture fixture;
        const auto *caption = fixture.child<QLabel>(u"levelCaption"_s);
        const QString off = u"Microphone off"_s;
        const QString hold = u"Microphone off — hold Space to talk"_s;
        QTRY_VERIFY(fixture.view()->hasFocus());
        QCOMPARE(caption->text(), hold);
        fixture.entry()->setFocus();
        QTRY_COMPARE(caption->text(), hold); // the entry is empty
        QTest::keyClicks(fixture.entry(), u"a"_s);
        QTRY_COMPARE(caption->text(), off);
        QTest::keyClick(fixture.entry(), Qt::Key_Backspace);
        QTRY_COMPARE(caption->text(), hold);
        fixture.child<MicrophoneButton>()->setFocus();
        QTRY_COMPARE(caption->text(), hold);
    }

    void tabReachesEveryControl()
    {
        Fixture fixture;
        fixture.setState(ConnectionState::Reconnecting);
        QTRY_VERIFY(fixture.view()->hasFocus());
        QSet<QWidget *> reached;
        for (int i = 0; i < 12; ++i) {
            reached.insert(QApplication::focusWidget());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        for (QWidget *widget : fixture.window.findChildren<QWidget *>()) {
            if (widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus)
                && widget->isEnabled())
                QVERIFY2(reached.contains(widget), qPrintable(widget->objectName()));
        }
        QVERIFY(reached.contains(fixture.bannerButton()));
        QVERIFY(reached.contains(fixture.entry()));
        QVERIFY(reached.contains(fixture.child<MicrophoneButton>()));
    }

    void everyMenuCanBeOpenedByItsLetter()
    {
        Fixture fixture;
        for (const QMenuBar *bar : fixture.window.findChildren<QMenuBar *>()) {
            QSet<QChar> letters;
            for (const QAction *action : bar->actions()) {
                const qsizetype at = action->text().indexOf(u'&');
                QVERIFY2(at >= 0, qPrintable(action->text()));
                letters.insert(action->text().at(at + 1).toLower());
            }
            QCOMPARE(letters.size(), bar->actions().size());
        }
    }

    void shortcutsAreUnambiguous()
    {
        Fixture fixture;
        QSet<QKeySequence> seen;
        for (const QAction *action : fixture.window.findChildren<QAction *>()) {
            for (const QKeySequence &keys : action->shortcuts()) {
                QVERIFY2(!seen.contains(keys), qPrintable(keys.toString()));
                seen.insert(keys);
            }
        }
        for (const QString &keys :
             {u"Ctrl+N"_s, u"Ctrl+Q"_s, u"Ctrl+Shift+C"_s, u"Ctrl+R"_s, u"Esc"_s, u"F5"_s,
              u"Ctrl+D"_s, u"Ctrl+E"_s, u"Ctrl++"_s, u"Ctrl+-"_s, u"Ctrl+0"_s})
            QVERIFY2(seen.contains(QKeySequence(keys)), qPrintable(keys));
    }

    void sendsWhatIsTyped()
    {
        Fixture fixture;
        QSignalSpy submitted(&fixture.window, &MainWindow::textSubmitted);
        QTRY_VERIFY(fixture.view()->hasFocus());
        QTest::keyClicks(fixture.view(), u"W"_s); // typing anywhere goes to the entry
        QTRY_VERIFY(fixture.entry()->hasFocus());
        QTest::keyClicks(fixture.entry(), u"hat time is it?  "_s);
        QTest::keyClick(fixture.entry(), Qt::Key_Return);
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(submitted[0][0].toString(), u"What time is it?"_s);
        QVERIFY(fixture.entry()->isEmpty());
        QTest::keyClicks(fixture.entry(), u"   "_s);
        QTest::keyClick(fixture.entry(), Qt::Key_Return);
        QCOMPARE(submitted.size(), 1);
    }

    void heldSpaceTalks()
    {
        Fixture fixture;
        QSignalSpy held(&fixture.window, &MainWindow::talkHeldChanged);
        QTRY_VERIFY(fixture.view()->hasFocus());
        QTest::keyPress(fixture.view(), Qt::Key_Space);
        QCOMPARE(held.size(), 1);
        QKeyEvent repeat(QEvent::KeyPress, Qt::Key_Space, Qt::NoModifier, u" "_s, true);
        QApplication::sendEvent(fixture.view(), &repeat);
        QCOMPARE(held.size(), 1);
        QTest::keyRelease(fixture.view(), Qt::Key_Space);
        QCOMPARE(held.size(), 2);
        QCOMPARE(held[0][0].toBool(), true);
        QCOMPARE(held[1][0].toBool(), false);
    }

    void spaceInTheEntryTalksUntilSomethingIsTyped()
    {
        Fixture fixture;
        QSignalSpy held(&fixture.window, &MainWindow::talkHeldChanged);
        fixture.entry()->setFocus();
        QTRY_VERIFY(fixture.entry()->hasFocus());
        QTest::keyPress(fixture.entry(), Qt::Key_Space);
        QCOMPARE(held.size(), 1);
        QTest::keyRelease(fixture.entry(), Qt::Key_Space);
        QCOMPARE(held.size(), 2);
        QVERIFY(fixture.entry()->isEmpty());

        QTest::keyClicks(fixture.entry(), u"a "_s);
        QCOMPARE(held.size(), 2);
        QCOMPARE(fixture.entry()->toPlainText(), u"a "_s);
    }

    void spaceTypesWhileTextIsBeingComposed()
    {
        Fixture fixture;
        QSignalSpy held(&fixture.window, &MainWindow::talkHeldChanged);
        fixture.entry()->setFocus();
        QTRY_VERIFY(fixture.entry()->hasFocus());
        QInputMethodEvent composing(u"ni"_s, {});
        QApplication::sendEvent(fixture.entry(), &composing);
        QTest::keyClick(fixture.entry(), Qt::Key_Space);
        QCOMPARE(held.size(), 0);
    }

    void spaceOnAnotherButtonPressesIt()
    {
        Fixture fixture;
        fixture.setState(ConnectionState::Reconnecting);
        QSignalSpy held(&fixture.window, &MainWindow::talkHeldChanged);
        QSignalSpy reconnect(&fixture.window, &MainWindow::reconnectRequested);
        fixture.bannerButton()->setFocus();
        QTRY_VERIFY(fixture.bannerButton()->hasFocus());
        QTest::keyClick(fixture.bannerButton(), Qt::Key_Space);
        QCOMPARE(held.size(), 0);
        QCOMPARE(reconnect.size(), 1);
    }

    void lettingGoOfTheWindowEndsTalking()
    {
        Fixture fixture;
        QSignalSpy held(&fixture.window, &MainWindow::talkHeldChanged);
        QTRY_VERIFY(fixture.view()->hasFocus());
        QTest::keyPress(fixture.view(), Qt::Key_Space);
        fixture.entry()->setFocus();
        QTRY_COMPARE(held.size(), 2);
        QCOMPARE(held[1][0].toBool(), false);
    }

    void theMicrophoneButtonShowsOnlyWhatItIsTold()
    {
        Fixture fixture;
        auto *button = fixture.child<MicrophoneButton>();
        QSignalSpy toggled(&fixture.window, &MainWindow::microphoneToggled);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(toggled.size(), 1);
        QVERIFY(!button->isChecked());
        fixture.window.setMicrophone(MicrophoneButton::Look::Opening);
        QVERIFY(button->isChecked());
        fixture.window.setMicrophone(MicrophoneButton::Look::Broken);
        QCOMPARE(button->look(), MicrophoneButton::Look::Broken);
        fixture.window.setMicrophone(MicrophoneButton::Look::Closed);
        QVERIFY(!button->isChecked());
    }

    void theMicrophoneButtonIsGreenOnlyWhileItIsHeard()
    {
        Fixture fixture;
        auto *button = fixture.child<MicrophoneButton>();
        using Look = MicrophoneButton::Look;
        for (const Look look : {Look::Closed, Look::Opening, Look::Live, Look::Gated, Look::Holding,
                                Look::Unheard, Look::Broken}) {
            fixture.window.setMicrophone(look);
            const QColor disc =
                button->grab().toImage().pixelColor(button->width() / 2, button->height() / 4);
            const bool isGreen = disc.green() > disc.red() + 60 && disc.green() > disc.blue() + 60;
            QVERIFY2(isGreen == (look == Look::Live), qPrintable(button->accessibleName()));
        }
    }

    void lettersWithControlWorkInTheEntryToo()
    {
        Fixture fixture;
        fixture.window.setCallStatus({.state = client::CallStatus::State::Active, .since = {}});
        QSignalSpy ended(&fixture.window, &MainWindow::endRequested);
        QSignalSpy toggled(&fixture.window, &MainWindow::microphoneToggled);
        auto *entry = fixture.child<QWidget>(u"entry"_s);
        entry->setFocus();
        QTest::keyClicks(entry, u"abc"_s);
        QTest::keyClick(entry, Qt::Key_Home);
        QTest::keyClick(entry, Qt::Key_E, Qt::ControlModifier);
        QTest::keyClick(entry, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(ended.size(), 1);
        QCOMPARE(toggled.size(), 1);
        // The field keeps keys that are not shortcuts of the window.
        QTest::keyClick(entry, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(entry, Qt::Key_Backspace);
        QTest::keyClicks(entry, u"d"_s);
        QSignalSpy submitted(&fixture.window, &MainWindow::textSubmitted);
        QTest::keyClick(entry, Qt::Key_Return);
        QCOMPARE(submitted.value(0).value(0).toString(), u"d"_s);
    }

    void shortcutsDoWhatTheMenusSay_data()
    {
        QTest::addColumn<QKeySequence>("keys");
        QTest::addColumn<QByteArray>("signal");
        const auto row = [](const char *name, const QString &keys, const char *signal) {
            QTest::newRow(name) << QKeySequence(keys) << QByteArray(signal);
        };
        row("end the conversation", u"Ctrl+E"_s, SIGNAL(endRequested()));
        row("new conversation", u"Ctrl+N"_s, SIGNAL(newConversationRequested()));
        row("copy", u"Ctrl+Shift+C"_s, SIGNAL(copyRequested()));
        row("play again", u"Ctrl+R"_s, SIGNAL(replayRequested()));
        row("stop speaking", u"Esc"_s, SIGNAL(stopSpeakingRequested()));
        row("reconnect", u"F5"_s, SIGNAL(reconnectRequested()));
        row("network lab", u"Ctrl+Shift+L"_s, SIGNAL(networkLabRequested()));
        row("microphone", u"Ctrl+D"_s, SIGNAL(microphoneToggled()));
    }

    void shortcutsDoWhatTheMenusSay()
    {
        QFETCH(QKeySequence, keys);
        QFETCH(QByteArray, signal);
        Fixture fixture;
        fixture.setState(ConnectionState::Reconnecting);
        fixture.window.setCallStatus({.state = client::CallStatus::State::Active});
        QTRY_VERIFY(fixture.view()->hasFocus());
        QSignalSpy spy(&fixture.window, signal.constData());
        QTest::keySequence(fixture.view(), keys);
        QCOMPARE(spy.size(), 1);
    }

    void spaceOnThePlusTalks()
    {
        Fixture fixture;
        QSignalSpy held(&fixture.window, &MainWindow::talkHeldChanged);
        QSignalSpy begun(&fixture.window, &MainWindow::newConversationRequested);
        auto *plus = fixture.child<QToolButton>(u"newConversation"_s);
        plus->setFocus();
        QTRY_VERIFY(plus->hasFocus());
        QTest::keyClick(plus, Qt::Key_Space);
        QCOMPARE(held.size(), 2);
        QCOMPARE(begun.size(), 0);
        QTest::keyClick(plus, Qt::Key_Return);
        QCOMPARE(begun.size(), 1);
    }

    void aFailureLeadsToSettingsAndDiagnostics()
    {
        Fixture fixture;
        QSignalSpy settings(&fixture.window, &MainWindow::connectionSettingsRequested);
        QSignalSpy diagnostics(&fixture.window, &MainWindow::diagnosticsChosen);
        const auto *banner = fixture.child<Banner>(u"banner"_s);
        auto *diagnose = banner->findChild<QPushButton *>(u"diagnose"_s);
        QVERIFY(!diagnose->isVisible());
        fixture.setState(ConnectionState::Failed, client::LossReason::Refused);
        QVERIFY(diagnose->isVisible());
        QTest::mouseClick(banner->findChild<QPushButton *>(u"settings"_s), Qt::LeftButton);
        QCOMPARE(settings.size(), 1);
        QTest::mouseClick(diagnose, Qt::LeftButton);
        QCOMPARE(diagnostics.size(), 1);
        QCOMPARE(diagnostics[0][0].toBool(), true);
    }

    void whatWasSetAsideIsTakenBackByButtonAndByKeys_data()
    {
        QTest::addColumn<bool>("inTheEntry");
        QTest::newRow("from the conversation") << false;
        QTest::newRow("from the empty entry") << true;
    }

    void whatWasSetAsideIsTakenBackByButtonAndByKeys()
    {
        QFETCH(bool, inTheEntry);
        Fixture fixture;
        QSignalSpy undone(&fixture.window, &MainWindow::undoRequested);
        QWidget *focus = fixture.view();
        if (inTheEntry)
            focus = fixture.entry();
        focus->setFocus();
        QTRY_VERIFY(focus->hasFocus());
        QTest::keySequence(focus, QKeySequence::Undo);
        QCOMPARE(undone.size(), 0);

        fixture.window.showUndo(client::ConversationUndo::Step::New, 10s);
        QVERIFY(fixture.child<Banner>(u"banner"_s)
                    ->findChild<QLabel *>(u"noticeTitle"_s)
                    ->text()
                    .contains(u"10"_s));
        QTest::keySequence(focus, QKeySequence::Undo);
        QCOMPARE(undone.size(), 1);
        QTest::mouseClick(fixture.bannerButton(), Qt::LeftButton);
        QCOMPARE(undone.size(), 2);
        fixture.window.withdrawUndo();
        QVERIFY(!fixture.child<Banner>(u"banner"_s)->isVisible());
    }

    void inTheEntryUndoTakesBackWhatWasTyped()
    {
        Fixture fixture;
        QSignalSpy undone(&fixture.window, &MainWindow::undoRequested);
        fixture.window.showUndo(client::ConversationUndo::Step::New, 10s);
        fixture.entry()->setFocus();
        QTRY_VERIFY(fixture.entry()->hasFocus());
        QTest::keyClicks(fixture.entry(), u"H"_s);
        QTest::keySequence(fixture.entry(), QKeySequence::Undo);
        QCOMPARE(undone.size(), 0);
        QVERIFY(fixture.entry()->toPlainText().isEmpty());
    }

    void aRefusalGoesWithTheNextMessage()
    {
        Fixture fixture;
        auto *banner = fixture.child<QWidget>(u"banner"_s);
        fixture.window.showRefusal(u"too long"_s);
        QVERIFY(banner->isVisible());
        QTest::keyClicks(fixture.entry(), u"short"_s);
        QTest::keyClick(fixture.entry(), Qt::Key_Return);
        QVERIFY(!banner->isVisible());
    }

    void offersWhatIsPossible()
    {
        Fixture fixture;
        const auto enabled = [&](const QString &name) {
            return fixture.child<QAction>(name)->isEnabled();
        };
        QVERIFY(!enabled(u"connectLine"_s) && enabled(u"stopLine"_s)
                && !enabled(u"reconnectLine"_s));
        fixture.setState(ConnectionState::Stopped);
        QVERIFY(enabled(u"connectLine"_s) && !enabled(u"stopLine"_s)
                && !enabled(u"reconnectLine"_s));
        fixture.setState(ConnectionState::Reconnecting);
        QVERIFY(!enabled(u"connectLine"_s) && enabled(u"stopLine"_s)
                && enabled(u"reconnectLine"_s));
    }

    void lightAndDarkDiffer()
    {
        Fixture fixture;
        const QImage light = fixture.window.grab().toImage();
        fixture.theme.setChoice(Theme::Choice::Dark);
        const QImage dark = fixture.window.grab().toImage();
        QVERIFY(light != dark);
        const QPoint middle = fixture.window.rect().center();
        QVERIFY(qGray(light.pixel(middle)) > 200);
        QVERIFY(qGray(dark.pixel(middle)) < 60);
    }

    void forgettingIsAskedForWithinTheWindow()
    {
        Fixture fixture;
        QSignalSpy forgotten(&fixture.window, &MainWindow::forgetRequested);
        fixture.child<QAction>(u"endAndForget"_s)->trigger();
        QCOMPARE(forgotten.size(), 0);
        QVERIFY(!QApplication::activeModalWidget());
        QTRY_VERIFY(fixture.questionButton()->hasFocus());
        fixture.question()->findChild<QToolButton *>(u"dismiss"_s)->click();
        QCOMPARE(forgotten.size(), 0);
        fixture.child<QAction>(u"endAndForget"_s)->trigger();
        QTRY_VERIFY(fixture.questionButton()->hasFocus());
        QTest::keyClick(fixture.questionButton(), Qt::Key_Return);
        QCOMPARE(forgotten.size(), 1);
        QVERIFY(!fixture.question()->isVisible());
    }

    void anOutageIsShownBesideAConfirmation()
    {
        Fixture fixture;
        fixture.child<QAction>(u"endAndForget"_s)->trigger();
        QVERIFY(fixture.question()->isVisible());
        fixture.setState(ConnectionState::Reconnecting);
        QVERIFY(fixture.banner()->isVisible());
        QVERIFY(fixture.question()->isVisible());
        QVERIFY2(fixture.child<QLabel>(u"noticeTitle"_s)->text().contains(u"4 s"),
                 qPrintable(fixture.child<QLabel>(u"noticeTitle"_s)->text()));
        fixture.setState(ConnectionState::Failed, LossReason::Refused);
        QVERIFY(fixture.banner()->isVisible());
        fixture.setState(ConnectionState::Connected);
        QVERIFY(!fixture.banner()->isVisible());
        QVERIFY(fixture.question()->isVisible());
    }

    void escapeOrANewConversationEndsAConfirmation()
    {
        Fixture fixture;
        QSignalSpy stopped(&fixture.window, &MainWindow::stopSpeakingRequested);
        QSignalSpy forgotten(&fixture.window, &MainWindow::forgetRequested);
        fixture.child<QAction>(u"endAndForget"_s)->trigger();
        QTRY_VERIFY(fixture.questionButton()->hasFocus());
        QTest::keyClick(fixture.questionButton(), Qt::Key_Escape);
        QVERIFY(!fixture.question()->isVisible());
        QCOMPARE(stopped.size(), 0); // the shortcut must not stop the answer that plays
        QTRY_VERIFY(fixture.view()->hasFocus());
        QTest::keyClick(fixture.view(), Qt::Key_Escape);
        QCOMPARE(stopped.size(), 1);

        fixture.child<QAction>(u"endAndForget"_s)->trigger();
        QVERIFY(fixture.question()->isVisible());
        fixture.child<QAction>(u"newConversation"_s)->trigger();
        QVERIFY(!fixture.question()->isVisible());
        QCOMPARE(forgotten.size(), 0);
    }

    void aConversationCanBeEndedWhileThereIsOne()
    {
        using State = client::CallStatus::State;
        Fixture fixture;
        const auto *end = fixture.child<QAction>(u"endConversation"_s);
        for (const auto &[state, enabled] :
             {std::pair(State::Idle, false), std::pair(State::Active, true),
              std::pair(State::Ending, true), std::pair(State::Ended, false)}) {
            fixture.window.setCallStatus({.state = state, .since = fixture.clock.now()});
            QCOMPARE(end->isEnabled(), enabled);
            QCOMPARE(fixture.child<QLabel>(u"callTime"_s)->isVisible(), enabled);
        }
    }

    void theCallTimerCountsWhileAConversationLasts()
    {
        Fixture fixture;
        const auto *time = fixture.child<QLabel>(u"callTime"_s);
        fixture.window.setCallStatus(
            {.state = client::CallStatus::State::Active, .since = fixture.clock.now()});
        QCOMPARE(time->text(), u"00:00"_s);
        fixture.clock.advance(65s);
        QTRY_COMPARE(time->text(), u"01:05"_s);
        fixture.window.hide();
        fixture.clock.advance(1h);
        fixture.window.show();
        QCOMPARE(time->text(), u"1:01:05"_s);
    }

    void nothingIsCutOff_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("textSize");
        QTest::addColumn<bool>("banner");
        for (const bool banner : {false, true}) {
            const char *with = banner ? "with" : "without";
            QTest::addRow("smallest %s banner", with) << QSize(360, 480) << 1 << banner;
            QTest::addRow("as designed %s banner", with) << QSize(448, 760) << 1 << banner;
            QTest::addRow("wide %s banner", with) << QSize(1200, 700) << 1 << banner;
            QTest::addRow("large text %s banner", with) << QSize(448, 760) << 3 << banner;
        }
    }

    void nothingIsCutOff()
    {
        QFETCH(QSize, size);
        QFETCH(int, textSize);
        QFETCH(bool, banner);
        Fixture fixture;
        fixture.theme.setTextSize(textSize);
        if (banner)
            fixture.setState(ConnectionState::Reconnecting);
        fixture.window.resize(size);
        QTRY_COMPARE(fixture.window.size(), size);
        QApplication::sendPostedEvents();
        fixture.window.grab();
        for (const QWidget *widget : fixture.window.findChildren<QWidget *>()) {
            const QWidget *parent = widget->parentWidget();
            if (!widget->isVisible() || widget->isWindow()
                || qobject_cast<const TranscriptView *>(parent)
                || parent->parentWidget() == nullptr)
                continue;
            if (widget->inherits("QMenuBarExtension") || widget->inherits("QToolButton"))
                continue;
            QVERIFY2(parent->rect().contains(widget->geometry()),
                     qPrintable(widget->objectName() + u' '
                                + QString::fromLatin1(widget->metaObject()->className())));
        }
        QVERIFY(fixture.view()->height() >= 80);
    }

    void textCanBeEnlarged()
    {
        Fixture fixture;
        fixture.transcript.finishUserText(u"Hello"_s, WallTime{});
        QTRY_VERIFY(fixture.view()->hasFocus());
        const auto rowHeight = [&] {
            return fixture.view()->visualRect(fixture.transcript.index(0, 0)).height();
        };
        QTRY_VERIFY(rowHeight() > 0);
        const int before = rowHeight();
        QTest::keySequence(fixture.view(), QKeySequence(u"Ctrl++"_s));
        QTRY_VERIFY(rowHeight() > before);
        QTest::keySequence(fixture.view(), QKeySequence(u"Ctrl+0"_s));
        QTRY_COMPARE(rowHeight(), before);
    }

    void helpOpensWithoutStoppingAnything_data()
    {
        QTest::addColumn<QString>("action");
        for (const char *name : {"about", "troubleshooting", "shortcuts"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void helpOpensWithoutStoppingAnything()
    {
        QFETCH(QString, action);
        Fixture fixture;
        fixture.child<QAction>(action)->trigger();
        auto *dialog = fixture.child<QDialog>();
        QVERIFY(dialog && dialog->isVisible() && !dialog->isModal());
        dialog->activateWindow();
        QTRY_VERIFY(dialog->isActiveWindow());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!fixture.child<QDialog>());
    }

    void closesByKeyboard()
    {
        Fixture fixture;
        QTRY_VERIFY(fixture.view()->hasFocus());
        QTest::keySequence(fixture.view(), QKeySequence(u"Ctrl+Q"_s));
        QTRY_VERIFY(!fixture.window.isVisible());
    }
};

HOLDLINE_TEST(TestMainWindow)

} // namespace holdline::tst_mainwindow

#include "tst_mainwindow.moc"
