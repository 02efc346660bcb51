// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/transcriptmodel.h"
#include "core/utcdatetime.h"
#include "support/testcase.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <memory>

namespace holdline::tst_transcriptmodel {

using namespace client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr WallTime kMorning{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 8h};

} // namespace

class TestTranscriptModel : public QObject
{
    Q_OBJECT

private:
    QString text(int row) const { return get(row, Qt::DisplayRole).toString(); }
    QVariant get(int row, int role) const { return m_model->index(row).data(role); }
    TranscriptModel::Kind kind(int row) const
    {
        return get(row, TranscriptModel::KindRole).value<TranscriptModel::Kind>();
    }

    std::unique_ptr<TranscriptModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

private Q_SLOTS:
    void init()
    {
        m_tester.reset();
        m_model = std::make_unique<TranscriptModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void heldSpeechIsOneRowThatGrowsAndGoes()
    {
        m_model->finishUserText(u"Hello"_s, kMorning);
        m_model->setHeldSpeech(Duration(100)); // "0.0 s" says nothing
        QCOMPARE(m_model->rowCount(), 1);
        m_model->setHeldSpeech(Duration(6250));
        QCOMPARE(m_model->rowCount(), 2);
        QCOMPARE(kind(1), TranscriptModel::Kind::HeldSpeech);
        QCOMPARE(get(1, Qt::DisplayRole).toString(), u"6.2 s of speech held"_s);
        m_model->addTypedText(u"typed"_s, kMorning, true, u"id"_s);
        m_model->setHeldSpeech(Duration(7000));
        QCOMPARE(m_model->rowCount(), 3);
        QCOMPARE(get(1, Qt::DisplayRole).toString(), u"7.0 s of speech held"_s);
        QCOMPARE(m_model->messageCount(), 2);
        QVERIFY(!get(1, TranscriptModel::PendingRole).toBool()); // not a pending message
        m_model->setHeldSpeech(Duration(0));
        QCOMPARE(m_model->rowCount(), 2);
        QCOMPARE(get(1, Qt::DisplayRole).toString(), u"typed"_s);
        m_model->setHeldSpeech(Duration(1000));
        m_model->clear();
        m_model->setHeldSpeech(Duration(1200));
        QCOMPARE(m_model->rowCount(), 1);
    }

    // ---- what is too much

    void theOldestRowsOfAnEndlessConversationGo()
    {
        m_tester.reset(); // walks through all rows at each change
        m_model->addTypedText(u"typed"_s, kMorning, true, u"id"_s);
        int longest = 0;
        for (int i = 0; i < 2 * TranscriptModel::kMostRows; ++i) {
            m_model->finishUserText(u"question %1"_s.arg(i), kMorning);
            longest = std::max(longest, m_model->rowCount());
        }
        QCOMPARE(longest, TranscriptModel::kMostRows);
        QCOMPARE(kind(0), TranscriptModel::Kind::Divider);
        QVERIFY(kind(1) == TranscriptModel::Kind::User);
        QCOMPARE(text(m_model->rowCount() - 1),
                 u"question %1"_s.arg(2 * TranscriptModel::kMostRows - 1));
        QCOMPARE(m_model->messageCount(), 2 * TranscriptModel::kMostRows + 1);
        m_model->markPendingSent(u"id"_s); // the row is gone

        // Rows that may still change are found at their new places.
        m_model->setPartialAnswer(u"so"_s);
        m_model->addTypedText(u"later"_s, kMorning, true, u"other"_s);
        while (m_model->rowCount() < TranscriptModel::kMostRows)
            m_model->addDivider(u"offline"_s, kMorning);
        m_model->addDivider(u"one too many"_s, kMorning);
        QVERIFY(m_model->rowCount() < TranscriptModel::kMostRows);
        m_model->finishAnswer(u"so be it"_s, kMorning);
        m_model->markPendingSent(u"other"_s);
        QCOMPARE(m_model->lastAnswer(), u"so be it"_s);
        for (int row = 0; row < m_model->rowCount(); ++row) {
            QVERIFY(!get(row, TranscriptModel::PartialRole).toBool());
            QVERIFY(!get(row, TranscriptModel::PendingRole).toBool());
        }
    }

    void theOldestRowsOfVeryLongMessagesGo()
    {
        const QString megabyte(1024 * 1024, u'x');
        qsizetype most = 0;
        for (int i = 0; i < 100; ++i) {
            m_model->setPartialAnswer(megabyte.first(1000));
            m_model->finishAnswer(megabyte, kMorning);
            qsizetype characters = 0;
            for (int row = 0; row < m_model->rowCount(); ++row)
                characters += text(row).size();
            most = std::max(most, characters);
        }
        QVERIFY(most <= TranscriptModel::kMostCharacters + megabyte.size());
        QVERIFY(m_model->rowCount() > 25);
        m_model->clear();
        m_model->finishAnswer(megabyte, kMorning);
        QCOMPARE(m_model->rowCount(), 1);
    }

    void aLongHistoryIsToldFromItsEnd()
    {
        using Role = protocol::HistoryMessage::Role;
        QList<protocol::HistoryMessage> part;
        for (int i = 0; i < TranscriptModel::kMostRows / 4; ++i)
            part.append({QString::number(i), Role::Assistant, u"answer"_s, kMorning});
        for (int i = 0; i < 10; ++i)
            m_model->addReplayed(part);
        QVERIFY(m_model->rowCount() <= TranscriptModel::kMostRows);
        QVERIFY(m_model->rowCount() > TranscriptModel::kMostRows / 2);
        QCOMPARE(kind(0), TranscriptModel::Kind::Divider);
        QCOMPARE(m_model->lastAnswer(), u"answer"_s);
    }

    // ---- rows

    void aTypedRowMayTurnOutToBePending()
    {
        m_model->addTypedText(u"one"_s, kMorning, false, u"1"_s);
        m_model->addTypedText(u"two"_s, kMorning, true, u"2"_s);
        m_model->markPending(u"1"_s);
        m_model->markPending(u"unknown"_s);
        QVERIFY(get(0, TranscriptModel::PendingRole).toBool());
        m_model->markPendingSent(u"1"_s);
        QVERIFY(!get(0, TranscriptModel::PendingRole).toBool());
        QVERIFY(get(1, TranscriptModel::PendingRole).toBool());
    }

    void keepsOnePartialRowUntilItIsFinal()
    {
        m_model->setPartialUserText(u"what"_s);
        m_model->setPartialUserText(u"what time"_s);
        QCOMPARE(m_model->rowCount(), 1);
        QVERIFY(get(0, TranscriptModel::PartialRole).toBool());
        QVERIFY(!get(0, TranscriptModel::TimeRole).toDateTime().isValid());
        QCOMPARE(m_model->messageCount(), 0);

        m_model->finishUserText(u"What time is it?"_s, kMorning);
        QCOMPARE(m_model->rowCount(), 1);
        QCOMPARE(text(0), u"What time is it?"_s);
        QVERIFY(!get(0, TranscriptModel::PartialRole).toBool());
        QCOMPARE(get(0, TranscriptModel::TimeRole).toDateTime(), utcDateTime(kMorning));
        QCOMPARE(m_model->messageCount(), 1);
    }

    void addsAFinalRowWithoutAPartialOne()
    {
        m_model->finishUserText(u"Hello"_s, kMorning);
        m_model->finishAnswer(u"Good morning"_s, kMorning);
        QCOMPARE(kind(0), TranscriptModel::Kind::User);
        QCOMPARE(kind(1), TranscriptModel::Kind::Assistant);
        QCOMPARE(m_model->lastAnswer(), u"Good morning"_s);
        QCOMPARE(m_model->messageCount(), 2);
    }

    void anEmptyFinalTextWithdrawsThePartialRow()
    {
        m_model->setPartialUserText(u"hm"_s);
        m_model->finishUserText(QString(), kMorning);
        QCOMPARE(m_model->rowCount(), 0);
        m_model->finishUserText(QString(), kMorning);
        QCOMPARE(m_model->rowCount(), 0);
    }

    void rowsBehindAWithdrawnOneAreStillUpdated()
    {
        m_model->setPartialUserText(u"hm"_s);
        m_model->setPartialAnswer(u"It is"_s);
        m_model->addTypedText(u"and tomorrow?"_s, kMorning, true, u"id"_s);
        m_model->finishUserText(QString(), kMorning);

        m_model->setPartialAnswer(u"It is nine"_s);
        m_model->setSpoken(2);
        m_model->markPendingSent(u"id"_s);
        QCOMPARE(m_model->rowCount(), 2);
        QCOMPARE(text(0), u"It is nine"_s);
        QCOMPARE(get(0, TranscriptModel::SpokenRole).toInt(), 2);
        QVERIFY(!get(1, TranscriptModel::PendingRole).toBool());
    }

    void anAnswerInterruptedBeforeItsFirstWordDisappears()
    {
        m_model->finishAnswer(u"Earlier"_s, kMorning);
        m_model->setPartialAnswer(u"It is"_s);
        m_model->finishAnswer(QString(), kMorning);
        QCOMPARE(m_model->rowCount(), 1);
        QCOMPARE(m_model->lastAnswer(), u"Earlier"_s);
        m_model->setSpoken(7);
        QCOMPARE(get(0, TranscriptModel::SpokenRole).toInt(), 7);
    }

    void keepsWhatWasShownOfAnInterruptedAnswer_data()
    {
        QTest::addColumn<bool>("complete");
        QTest::addColumn<QString>("heard");
        QTest::addColumn<QString>("unheard");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("spoken");

        QTest::newRow("while it grew") << false << u"One."_s << QString() << u"One. Two."_s << 4;
        QTest::newRow("after it was complete")
            << true << u"One."_s << QString() << u"One. Two."_s << 4;
        QTest::newRow("before its first word, while it grew")
            << false << QString() << QString() << u"One. Two."_s << 0;
        QTest::newRow("before its first word, after it was complete")
            << true << QString() << QString() << u"One. Two."_s << 0;
        QTest::newRow("before all of it was shown")
            << false << u"One. Two."_s << u" Three."_s << u"One. Two. Three."_s << 9;
        QTest::newRow("of which nothing was heard, before all of it was shown")
            << false << QString() << u"One. Two. Three."_s << u"One. Two. Three."_s << 0;
    }

    void keepsWhatWasShownOfAnInterruptedAnswer()
    {
        QFETCH(bool, complete);
        QFETCH(QString, heard);
        QFETCH(QString, unheard);
        m_model->finishAnswer(u"Earlier"_s, kMorning);
        m_model->setPartialAnswer(u"One. Two."_s);
        if (complete)
            m_model->finishAnswer(u"One. Two."_s, kMorning);
        m_model->setSpoken(2);

        m_model->interruptAnswer(heard, unheard, kMorning);

        QCOMPARE(m_model->messageCount(), 2);
        QTEST(text(1), "text");
        QTEST(get(1, TranscriptModel::SpokenRole).toInt(), "spoken");
        QVERIFY(get(1, TranscriptModel::InterruptedRole).toBool());
        QVERIFY(!get(1, TranscriptModel::PartialRole).toBool());
        QCOMPARE(get(1, Qt::AccessibleTextRole).toString(), u"Answer, interrupted: "_s + text(1));
        QCOMPARE(text(0), u"Earlier");
        QVERIFY(!get(0, TranscriptModel::InterruptedRole).toBool());
    }

    void anAnswerHeardToItsEndIsNotInterrupted()
    {
        m_model->finishAnswer(u"One. Two."_s, kMorning);
        m_model->interruptAnswer(u"One. Two."_s, {}, kMorning);
        QVERIFY(!get(0, TranscriptModel::InterruptedRole).toBool());
    }

    void theSpokenPartNeverExceedsAShorterText()
    {
        m_model->setPartialAnswer(u"One. Two."_s);
        m_model->setSpoken(9);
        m_model->finishAnswer(u"One."_s, kMorning);
        QCOMPARE(get(0, TranscriptModel::SpokenRole).toInt(), 4);
    }

    void pendingTextsAreSentByTheirId()
    {
        m_model->addTypedText(u"first"_s, kMorning, true, u"1"_s);
        m_model->addTypedText(u"sent at once"_s, kMorning, false, u"2"_s);
        m_model->addTypedText(u"second"_s, kMorning, true, u"3"_s);
        m_model->markPendingSent(u"1"_s);
        QVERIFY(!get(0, TranscriptModel::PendingRole).toBool());
        QVERIFY(get(2, TranscriptModel::PendingRole).toBool());
        m_model->markPendingSent(u"3"_s);
        QVERIFY(!get(2, TranscriptModel::PendingRole).toBool());
        m_model->markPendingSent(u"3"_s); // no row is pending, so nothing changes
        QCOMPARE(m_model->messageCount(), 3);
    }

    void tellsHowMuchOfTheNewestAnswerWasHeard()
    {
        m_model->setSpoken(3);
        m_model->finishAnswer(u"Earlier"_s, kMorning);
        m_model->finishUserText(u"And now?"_s, kMorning);
        m_model->setPartialAnswer(u"Later"_s);
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->setSpoken(3);
        m_model->setSpoken(3);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 2);
        QCOMPARE(get(2, TranscriptModel::SpokenRole).toInt(), 3);
        m_model->setSpoken(99);
        QCOMPARE(get(2, TranscriptModel::SpokenRole).toInt(), 5);
        QCOMPARE(get(0, TranscriptModel::SpokenRole).toInt(), 0);
    }

    void keepsTheResponseTimeOfEachAnswer()
    {
        m_model->setResponseTime(1s);
        m_model->finishAnswer(u"First"_s, kMorning);
        m_model->setResponseTime(640ms);
        m_model->finishAnswer(u"Second"_s, kMorning);
        QCOMPARE(get(0, TranscriptModel::ResponseTimeRole).toInt(), 640);
        QCOMPARE(get(1, TranscriptModel::ResponseTimeRole).toInt(), -1);
    }

    void dividersAreNoMessages()
    {
        m_model->addDivider(u"Session restored"_s, kMorning);
        QCOMPARE(kind(0), TranscriptModel::Kind::Divider);
        QCOMPARE(m_model->messageCount(), 0);
        QCOMPARE(m_model->lastAnswer(), QString());
    }

    void whatWasSetAsideComesBackFirst()
    {
        m_model->addTypedText(u"one"_s, kMorning, true, u"1"_s);
        m_model->addTypedText(u"two"_s, kMorning, true, u"2"_s);
        m_model->addTypedText(u"three"_s, kMorning, true, u"3"_s);
        m_model->finishAnswer(u"First"_s, kMorning);
        m_model->setHeldSpeech(Duration(2000));
        m_model->setAside();
        QCOMPARE(m_model->rowCount(), 0);
        QCOMPARE(m_model->messageCount(), 0);
        QCOMPARE(m_model->lastAnswer(), QString());
        m_model->markPendingSent(u"1"_s);
        m_model->removePending(u"2"_s);
        m_model->addTypedText(u"four"_s, kMorning, true, u"4"_s);
        m_model->takeBack(u"seam"_s, kMorning);
        QStringList texts;
        QList<bool> pending;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            texts += m_model->index(row).data().toString();
            pending += m_model->index(row).data(TranscriptModel::PendingRole).toBool();
        }
        QCOMPARE(texts, QStringList({u"one"_s, u"three"_s, u"First"_s, u"seam"_s, u"four"_s}));
        QCOMPARE(pending, QList<bool>({false, true, false, false, true}));
        QCOMPARE(m_model->messageCount(), 4);
        QCOMPARE(m_model->lastAnswer(), u"First"_s);
        m_model->markPendingSent(u"4"_s);
        m_model->removePending(u"3"_s);
        QCOMPARE(m_model->rowCount(), 4);
        m_model->takeBack(u"again"_s, kMorning);
        QCOMPARE(m_model->rowCount(), 4);
    }

    void whatWasSetAsideAndForgottenDoesNotComeBack()
    {
        m_model->finishAnswer(u"First"_s, kMorning);
        m_model->setAside();
        QVERIFY(m_model->hasAside());
        m_model->forgetAside();
        m_model->takeBack({}, kMorning);
        QCOMPARE(m_model->rowCount(), 0);
    }

    void clearForgetsEverything()
    {
        m_model->addTypedText(u"pending"_s, kMorning, true, u"id"_s);
        m_model->setPartialUserText(u"hm"_s);
        m_model->setPartialAnswer(u"It"_s);
        m_model->clear();
        QCOMPARE(m_model->rowCount(), 0);
        QCOMPARE(m_model->messageCount(), 0);
        QCOMPARE(m_model->lastAnswer(), QString());

        m_model->setSpoken(1);
        m_model->markPendingSent(u"id"_s);
        m_model->setPartialAnswer(u"New"_s);
        m_model->setPartialUserText(u"also new"_s);
        QCOMPARE(m_model->rowCount(), 2);
    }

    void copiesTheConversationAsPlainText()
    {
        m_model->finishUserText(u"What is 2 % of 50? %1"_s, kMorning);
        m_model->finishAnswer(u"1"_s, kMorning);
        m_model->addDivider(u"Session restored · 2 messages"_s, kMorning);
        QCOMPARE(m_model->toPlainText(u"Nova"_s),
                 u"You: What is 2 % of 50? %1\nNova: 1\n— Session restored · 2 messages —"_s);
    }

    void saysWhoSpoke()
    {
        m_model->finishUserText(u"Hello"_s, kMorning);
        m_model->setPartialAnswer(u"Hi"_s);
        m_model->addTypedText(u"later"_s, kMorning, true);
        QCOMPARE(get(0, Qt::AccessibleTextRole).toString(), u"You: Hello"_s);
        QCOMPARE(get(1, Qt::AccessibleTextRole).toString(), u"Answer, not finished: Hi"_s);
        QCOMPARE(get(2, Qt::AccessibleTextRole).toString(), u"You, not sent yet: later"_s);
    }

    void replayedRowsComeInOrderAndAtOnce()
    {
        TranscriptModel model;
        QAbstractItemModelTester tester(&model);
        QSignalSpy inserted(&model, &TranscriptModel::rowsInserted);
        using Role = protocol::HistoryMessage::Role;
        model.addReplayed({{u"1"_s, Role::User, u"Hello"_s, WallTime(5ms)},
                           {u"2"_s, Role::Assistant, u"Good day"_s, WallTime(6ms)}});
        model.addReplayed({});
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.messageCount(), 2);
        QCOMPARE(model.lastAnswer(), u"Good day"_s);
        const QModelIndex answer = model.index(1);
        QVERIFY(answer.data(TranscriptModel::ReplayedRole).toBool());
        QCOMPARE(answer.data(TranscriptModel::KindRole).value<TranscriptModel::Kind>(),
                 TranscriptModel::Kind::Assistant);
        QCOMPARE(answer.data(TranscriptModel::SpokenRole).toInt(), 8);
        QCOMPARE(answer.data(TranscriptModel::TimeRole).toDateTime().toMSecsSinceEpoch(), 6);
        model.finishUserText(u"now"_s, WallTime());
        QVERIFY(!model.index(2).data(TranscriptModel::ReplayedRole).toBool());
    }

    void aDividerCanBeAmended()
    {
        TranscriptModel model;
        QAbstractItemModelTester tester(&model);
        const QPersistentModelIndex divider = model.addDivider(u"cut"_s, WallTime(), u"long"_s);
        model.finishUserText(u"Hello"_s, WallTime());
        QCOMPARE(divider.data(TranscriptModel::DetailsRole).toString(), u"long"_s);
        QSignalSpy changed(&model, &TranscriptModel::dataChanged);
        model.setDivider(divider, u"cut and mended"_s, u"longer"_s);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.index(0).data().toString(), u"cut and mended"_s);
        QCOMPARE(model.index(0).data(TranscriptModel::DetailsRole).toString(), u"longer"_s);
        model.clear();
        QVERIFY(!divider.isValid());
    }

    void pendingRowsAreSentByTheirIds()
    {
        TranscriptModel model;
        model.addTypedText(u"one"_s, WallTime(), true, u"1"_s);
        model.addTypedText(u"two"_s, WallTime(), true, u"2"_s);
        model.addTypedText(u"three"_s, WallTime(), true, u"3"_s);
        const auto pending = [&](int row) {
            return model.index(row).data(TranscriptModel::PendingRole).toBool();
        };
        model.markPendingSent(u"2"_s);
        model.markPendingSent(u"none"_s);
        QVERIFY(pending(0) && !pending(1) && pending(2));
    }
};

HOLDLINE_TEST(TestTranscriptModel)

} // namespace holdline::tst_transcriptmodel

#include "tst_transcriptmodel.moc"
