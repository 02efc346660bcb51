// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/transcriptmodel.h"
#include "widgets/look/textblock.h"
#include "widgets/transcript/bubblelayout.h"
#include "widgets/transcript/dividerlayout.h"
#include "widgets/transcript/transcriptview.h"

#include "support/testcase.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFontDatabase>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace holdline::tst_transcriptview {

using namespace widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using client::TranscriptModel;
using Kind = TranscriptModel::Kind;

namespace {

constexpr int kWidth = 448;
constexpr double kColumn = kWidth - 32;

QFont messageFont()
{
    QFont font;
    font.setPixelSize(14);
    return font;
}

TranscriptRow row(Kind kind, const QString &text)
{
    TranscriptRow result;
    result.kind = kind;
    result.text = text;
    return result;
}

QString sentence(int number)
{
    return u"This is sentence number %1, and it is about as long as people make them."_s.arg(
        number);
}

/// About a megabyte of text, the longest that a server can send.
QString megabyte()
{
    return sentence(1).repeated(14'000);
}

/// Whether a layout of so much text took this many steps. A piece leaves less than a line to the
/// next one.
bool areSteps(int steps, qsizetype characters)
{
    const double fewest = std::ceil(double(characters) / BubbleLayout::kStep);
    return steps >= fewest && steps <= 1.05 * fewest + 1;
}

void fill(TranscriptModel &model, int rows)
{
    for (int i = 0; i < rows / 2; ++i) {
        model.finishUserText(sentence(i), WallTime{});
        model.finishAnswer(sentence(i), WallTime{});
    }
}

} // namespace

class TestTranscriptView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bubbleStaysWithinItsShare_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("text");
        const std::pair<const char *, QString> texts[] = {
            {"short", u"Yes."_s},
            {"long", sentence(1).repeated(5)},
            {"one very long word", u"a"_s.repeated(500)},
            {"short, right to left", u"שלום"_s},
            {"right to left", u"שלום עולם, "_s.repeated(20)},
            {"both directions", u"Say שלום to the world "_s.repeated(8)},
            {"emoji", u"👩‍👩‍👧‍👦🎉"_s.repeated(40)},
            {"lines", u"one\ntwo\n\nfour"_s},
            {"nothing", u""_s},
        };
        for (const auto &[name, text] : texts) {
            QTest::addRow("mine, %s", name) << Kind::User << text;
            QTest::addRow("theirs, %s", name) << Kind::Assistant << text;
        }
    }

    void bubbleStaysWithinItsShare()
    {
        QFETCH(Kind, kind);
        QFETCH(QString, text);
        const BubbleLayout layout(row(kind, text), messageFont(), kWidth);
        QVERIFY(layout.bubble().width() <= kColumn * 0.8);
        QVERIFY(layout.bubble().height() > 30);
        QVERIFY(layout.height() > layout.bubble().bottom());
        if (kind == Kind::User)
            QCOMPARE(layout.bubble().right(), kWidth - 16.0);
        else
            QCOMPARE(layout.bubble().left(), 16.0);
    }

    /// No text may be painted outside of the bubble, in either direction of writing.
    void textStaysWithinTheBubble_data() { bubbleStaysWithinItsShare_data(); }

    void textStaysWithinTheBubble()
    {
        QFETCH(Kind, kind);
        QFETCH(QString, text);
        const BubbleLayout layout(row(kind, text), messageFont(), kWidth);
        QImage picture(kWidth, layout.height(), QImage::Format_ARGB32);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        layout.paint(painter, ThemePalette::light(), false);
        painter.end();
        const QRect allowed = layout.bubble().toAlignedRect().adjusted(-1, -1, 1, 1);
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                QVERIFY2(qAlpha(picture.pixel(x, y)) == 0 || allowed.contains(x, y),
                         qPrintable(u"painted at %1, %2"_s.arg(x).arg(y)));
        }
    }

    void rightToLeftTextBeginsOnTheRight()
    {
        const BubbleLayout layout(row(Kind::Assistant, u"שלום עולם\nשלום"_s), messageFont(),
                                  kWidth);
        QImage picture(kWidth, layout.height(), QImage::Format_ARGB32);
        picture.fill(Qt::white);
        QPainter painter(&picture);
        layout.paint(painter, ThemePalette::light(), false);
        painter.end();
        const QRect inside = layout.bubble().toAlignedRect().adjusted(4, 4, -4, -4);
        const auto lastInk = [&](int top, int bottom) {
            int last = 0;
            for (int y = top; y < bottom; ++y) {
                for (int x = inside.left(); x < inside.right(); ++x)
                    last = qGray(picture.pixel(x, y)) < 128 ? std::max(last, x) : last;
            }
            return last;
        };
        const int middle = inside.center().y();
        const int above = lastInk(inside.top(), middle);
        QVERIFY(above > 0);
        QVERIFY(std::abs(above - lastInk(middle, inside.bottom())) <= 2);
    }

    void growsWithItsText()
    {
        int last = 0;
        for (int words = 1; words <= 64; words *= 4) {
            const int height = BubbleLayout(row(Kind::Assistant, u"word "_s.repeated(words * 4)),
                                            messageFont(), kWidth)
                                   .height();
            QVERIFY(height > last);
            last = height;
        }
    }

    void piecesOfATextBreakAsAWhole_data()
    {
        QTest::addColumn<QString>("text");
        const int enough = 3 * TextBlock::kPiece;
        QTest::newRow("sentences") << sentence(1).repeated(enough / 70);
        QTest::newRow("paragraphs") << (sentence(1).repeated(3) + u"\n\n"_s).repeated(enough / 200);
        QTest::newRow("one word") << u"a"_s.repeated(enough);
        QTest::newRow("pairs of code units") << u"🎉"_s.repeated(enough / 2);
        QTest::newRow("right to left") << u"שלום עולם, "_s.repeated(enough / 11);
    }

    void piecesOfATextBreakAsAWhole()
    {
        QFETCH(QString, text);
        TextBlock block;
        block.layOut(text, messageFont(), 300);
        while (!block.isComplete())
            block.proceed();
        QList<qsizetype> breaks;
        QList<qreal> tops;
        block.visit(0, block.height(), [&](const TextBlock::Piece &piece) {
            for (int i = 0; i < piece.lines; ++i) {
                breaks.append(piece.from + piece.layout.lineAt(i).textStart());
                tops.append(piece.layout.lineAt(i).y());
            }
        });
        QCOMPARE(breaks.size(), block.lineCount());

        QTextLayout whole(QString(text).replace(u'\n', QChar::LineSeparator), messageFont());
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        whole.setTextOption(option);
        whole.beginLayout();
        QList<qsizetype> expected;
        for (QTextLine line = whole.createLine(); line.isValid(); line = whole.createLine()) {
            line.setLineWidth(300);
            expected.append(line.textStart());
        }
        whole.endLayout();
        QCOMPARE(breaks, expected);
        for (qsizetype i = 1; i < tops.size(); ++i)
            QVERIFY(std::abs(tops[i] - tops[i - 1] - block.pitch()) <= 1);
    }

    void changesOfATextAreLaidOutAsAWhole_data()
    {
        QTest::addColumn<qsizetype>("changed");
        QTest::newRow("at the beginning") << qsizetype(5);
        QTest::newRow("in the second piece") << qsizetype(TextBlock::kPiece + 100);
        QTest::newRow("at the end") << qsizetype(3 * TextBlock::kPiece);
    }

    /// Formats and words that change later must look as if they had been there from the beginning.
    void changesOfATextAreLaidOutAsAWhole()
    {
        QFETCH(qsizetype, changed);
        const QString before = sentence(1).repeated(300).left(3 * TextBlock::kPiece + 500);
        const QString after = before.left(changed) + u" other words "_s + before;
        QTextCharFormat bold;
        bold.setFontWeight(QFont::Bold);
        const TextBlock::Formats formats{{.start = int(changed), .length = 200, .format = bold}};
        const auto complete = [](TextBlock &block) {
            while (!block.isComplete())
                block.proceed();
            QList<qsizetype> lines;
            block.visit(0, block.height(), [&](const TextBlock::Piece &piece) {
                for (int i = 0; i < piece.lines; ++i)
                    lines.append(piece.from + piece.layout.lineAt(i).textStart());
            });
            return lines;
        };
        TextBlock grown;
        grown.layOut(before, messageFont(), 300);
        complete(grown);
        grown.change(after, formats);
        TextBlock whole;
        whole.layOut(after, messageFont(), 300, formats);
        QCOMPARE(complete(grown), complete(whole));
        QCOMPARE(grown.lineCount(), whole.lineCount());
    }

    void marksOfAnAnswerAreNotShown()
    {
        const auto width = [](Kind kind, const QString &text) {
            return BubbleLayout(row(kind, text), messageFont(), kWidth).bubble().width();
        };
        QCOMPARE(width(Kind::Assistant, u"a *b*"_s), width(Kind::Assistant, u"a _b_"_s));
        QVERIFY(width(Kind::Assistant, u"`b`"_s) < width(Kind::Assistant, u"``b` x"_s));
        QVERIFY(width(Kind::Assistant, u"**b**"_s) < width(Kind::User, u"**b**"_s));
    }

    void theHeardPartEndsWhereItsWordsAreShown()
    {
        TranscriptRow answer = row(Kind::Assistant, u"**One** two"_s);
        answer.spoken = 7; // "**One**"
        const auto inkRight = [&](const TranscriptRow &shown) {
            const BubbleLayout layout(shown, messageFont(), kWidth);
            QImage picture(kWidth, layout.height(), QImage::Format_ARGB32);
            picture.fill(Qt::white);
            QPainter painter(&picture);
            ThemePalette colors = ThemePalette::light();
            colors.spokenLine = Qt::red;
            layout.paint(painter, colors, false);
            painter.end();
            int right = 0;
            for (int y = 0; y < picture.height(); ++y) {
                for (int x = 0; x < picture.width(); ++x)
                    right =
                        picture.pixelColor(x, y) == QColor(Qt::red) ? std::max(right, x) : right;
            }
            return right;
        };
        QFont bold = messageFont();
        bold.setBold(true);
        const double begin = BubbleLayout(answer, messageFont(), kWidth).bubble().left() + 14;
        const int word = qRound(begin + QFontMetricsF(bold).horizontalAdvance(u"One"_s));
        QVERIFY2(std::abs(inkRight(answer) - word) <= 2,
                 qPrintable(QString::number(inkRight(answer))));
    }

    void aLinkAsksBeforeItOpens()
    {
        client::TranscriptModel model;
        TranscriptView view;
        view.setModel(&model);
        view.resize(kWidth, 300);
        model.finishAnswer(u"[page](https://a.example/x)"_s, WallTime{});
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy activated(&view, &TranscriptView::linkActivated);
        const QRect rowRect = view.visualRect(model.index(0));
        const QPoint text = rowRect.topLeft() + QPoint(16 + 20, 16 + 20);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, text);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].toString(), u"https://a.example/x"_s);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                          rowRect.bottomRight() - QPoint(30, 5));
        QCOMPARE(activated.size(), 1);
    }

    void copiesWhatWasWritten()
    {
        client::TranscriptModel model;
        TranscriptView view;
        view.setModel(&model);
        model.finishAnswer(u"**bold** `code`"_s, WallTime{});
        view.setCurrentIndex(model.index(0));
        view.copyRow();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"**bold** `code`"_s);
        QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(), u"Answer: bold code"_s);
    }

    void aMegabyteOfMarksIsLaidOutInSteps()
    {
        TranscriptRow answer =
            row(Kind::Assistant, (u"Some **bold** and `code` words. "_s).repeated(33'000));
        answer.partial = true;
        BubbleLayout layout(answer, messageFont(), kWidth);
        int steps = 1;
        for (; !layout.isComplete(); ++steps)
            layout.proceed();
        QVERIFY(steps > 50);
        answer.text += u" And **more"_s;
        QVERIFY(layout.follow(answer) && layout.isComplete());
        answer.partial = false;
        QVERIFY(layout.follow(answer) && layout.isComplete());
    }

    void aMegabyteIsLaidOutInSteps()
    {
        BubbleLayout layout(row(Kind::Assistant, megabyte()), messageFont(), kWidth);
        int steps = 1;
        for (; !layout.isComplete(); ++steps) {
            const int before = layout.height();
            layout.proceed();
            QVERIFY(layout.height() > before);
        }
        QVERIFY2(areSteps(steps, megabyte().size()), qPrintable(QString::number(steps)));
    }

    void anAnswerThatGrowsIsNotLaidOutAnew()
    {
        TranscriptRow answer = row(Kind::Assistant, megabyte());
        BubbleLayout layout(answer, messageFont(), kWidth);
        while (!layout.isComplete())
            layout.proceed();
        const int before = layout.height();
        answer.text += sentence(2).repeated(3);
        QVERIFY(layout.follow(answer));
        QVERIFY(layout.isComplete() && layout.height() > before);
        answer.spoken = 1000;
        QVERIFY(layout.follow(answer) && layout.isComplete());
        answer.text = sentence(3) + answer.text;
        QVERIFY(!layout.follow(answer));
    }

    void columnIsInTheMiddleOfAWideWindow()
    {
        const BubbleLayout layout(row(Kind::User, sentence(1).repeated(9)), messageFont(), 1400);
        QCOMPARE(layout.column().width(), 720.0);
        QCOMPARE(layout.column().center().x(), 700.0);
        QVERIFY(layout.bubble().width() <= 720 * 0.8);
    }

    void aPendingMessageHasRoomForItsClock()
    {
        TranscriptRow pending = row(Kind::User, u"later"_s);
        const double sent = BubbleLayout(pending, messageFont(), kWidth).bubble().width();
        pending.pending = true;
        QVERIFY(BubbleLayout(pending, messageFont(), kWidth).bubble().width() > sent + 14);
    }

    void aDividerGrowsByItsDetails()
    {
        TranscriptRow divider = row(Kind::Divider, u"Offline for 14 s"_s);
        const int plain = DividerLayout(divider, messageFont(), kWidth).height();
        divider.details = u"Cause: no answer\nSpeech held: 3.2 s"_s;
        QCOMPARE(DividerLayout(divider, messageFont(), kWidth).height(), plain);
        divider.expanded = true;
        const DividerLayout expanded(divider, messageFont(), kWidth);
        QVERIFY(expanded.height() > plain + 30);
        QVERIFY(expanded.details().left() >= 16 && expanded.details().right() <= kWidth - 16);
        QVERIFY(expanded.height() > expanded.details().bottom());
    }

    void whoComesByTabSeesWhere_data()
    {
        QTest::addColumn<bool>("isDivider");
        QTest::newRow("message") << false;
        QTest::newRow("divider") << true;
    }

    void whoComesByTabSeesWhere()
    {
        QFETCH(bool, isDivider);
        client::TranscriptModel model;
        if (isDivider)
            model.addDivider(u"Offline for 14 s"_s, WallTime{});
        else
            model.finishUserText(u"Hello"_s, WallTime{});
        QWidget window;
        auto *before = new QLineEdit(&window);
        auto *view = new TranscriptView(&window);
        view->setModel(&model);
        view->setGeometry(0, 40, 300, 200);
        ThemePalette colors = ThemePalette::light();
        colors.accent = Qt::red;
        view->setColors(colors);
        window.resize(300, 240);
        window.show();
        window.activateWindow();
        QTRY_VERIFY(window.isActiveWindow());
        before->setFocus();
        const auto hasRing = [&] {
            const QImage image = view->grab().toImage();
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    if (pixel.red() > 230 && pixel.green() < 60 && pixel.blue() < 60)
                        return true;
                }
            }
            return false;
        };
        QVERIFY(!hasRing());
        QTest::keyClick(before, Qt::Key_Tab);
        QVERIFY(view->hasFocus());
        QVERIFY(hasRing());
    }

    void onlyADividerWithDetailsShowsThatThereIsMore()
    {
        const auto picture = [](const TranscriptRow &divider) {
            const DividerLayout layout(divider, messageFont(), kWidth);
            QImage image(kWidth, layout.height(), QImage::Format_ARGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            layout.paint(painter, ThemePalette::light(), false);
            return image;
        };
        TranscriptRow divider = row(Kind::Divider, u"Offline for 14 s"_s);
        const QImage plain = picture(divider);
        divider.details = u"Cause: no answer"_s;
        QVERIFY(picture(divider) != plain);
    }

    void theUnheardRestOfAnInterruptedAnswerIsDimmed_data()
    {
        QTest::addColumn<bool>("replayed");
        QTest::addColumn<QString>("text");
        QTest::newRow("just now") << false << u"ooooo\nooooo\nooooo"_s;
        QTest::newRow("before a restart") << true << u"ooooo\nooooo\nooooo"_s;
        // The heard part ends in a later piece of the layout.
        QTest::newRow("long") << false
                              << QString(TextBlock::kPiece, u'\n') + u"ooooo\nooooo\nooooo"_s;
    }

    void theUnheardRestOfAnInterruptedAnswerIsDimmed()
    {
        QFETCH(bool, replayed);
        QFETCH(QString, text);
        TranscriptModel model;
        using Role = protocol::HistoryMessage::Role;
        const QString heard = text.chopped(12); // its first line of three
        const QString unheard = text.last(12);
        if (replayed) {
            model.addReplayed({{u"m1"_s, Role::Assistant, heard, WallTime{}, unheard}});
        } else {
            model.finishAnswer(text, WallTime{});
            model.interruptAnswer(heard, unheard, WallTime{});
        }
        const TranscriptRow answer = TranscriptRow::of(model.index(0, 0));
        QVERIFY2(answer.footer.endsWith(u"interrupted"_s), qPrintable(answer.footer));

        ThemePalette colors = ThemePalette::light();
        colors.theirsText = Qt::red;
        colors.muted = Qt::blue;
        BubbleLayout layout(answer, messageFont(), kWidth);
        while (!layout.isComplete())
            layout.proceed();
        QImage image(kWidth, layout.height(), QImage::Format_ARGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        layout.paint(painter, colors, false);

        // The middle of the line that is this far from the end of the text.
        const double pitch = messageFont().pixelSize() * 1.45;
        const auto colorOf = [&](int linesBelow) {
            const int y = qRound(layout.bubble().bottom() - 10 - pitch * (linesBelow + 0.5));
            bool isRed = false;
            bool isBlue = false;
            for (int x = 0; x < kWidth; ++x) {
                const QColor pixel = image.pixelColor(x, y);
                isRed = isRed || (pixel.red() > 200 && pixel.blue() < 100);
                isBlue = isBlue || (pixel.blue() > 200 && pixel.red() < 100);
            }
            return isRed == isBlue ? u"both or none"_s : isRed ? u"red"_s : u"blue"_s;
        };
        QCOMPARE(colorOf(2), u"red");
        QCOMPARE(colorOf(1), u"blue");
        QCOMPARE(colorOf(0), u"blue");
    }

    void whatWasReplayedHasNoResponseTimeAndNoMark()
    {
        TranscriptModel model;
        using Role = protocol::HistoryMessage::Role;
        model.addReplayed({{u"m1"_s, Role::User, u"Hello"_s, WallTime{}},
                           {u"m2"_s, Role::Assistant, u"Hello to you"_s, WallTime{}}});
        model.setSpoken(3);
        model.setResponseTime(800ms);
        const TranscriptRow answer = TranscriptRow::of(model.index(1, 0));
        QVERIFY(answer.replayed);
        QCOMPARE(answer.spoken, 0);
        QVERIFY(!answer.footer.isEmpty() && !answer.footer.contains(u"answered"_s));
        TranscriptRow live = answer;
        live.replayed = false;
        const auto picture = [](const TranscriptRow &shown) {
            const BubbleLayout layout(shown, messageFont(), kWidth);
            QImage image(kWidth, layout.height(), QImage::Format_ARGB32);
            image.fill(Qt::black);
            QPainter painter(&image);
            layout.paint(painter, ThemePalette::light(), false);
            return image;
        };
        QVERIFY(picture(answer) != picture(live));
    }

    void detailsCloseWithTheConversation()
    {
        TranscriptModel model;
        TranscriptView view;
        view.setModel(&model);
        view.resize(kWidth, 300);
        const auto add = [&] {
            return model.addDivider(u"Offline for 14 s"_s, WallTime{}, u"Cause: no answer"_s);
        };
        const QModelIndex seam = add();
        const int closed = view.sizeHintForIndex(seam).height();
        view.toggleDetails(seam);
        QVERIFY(view.sizeHintForIndex(seam).height() > closed);
        model.clear();
        QCOMPARE(view.sizeHintForIndex(add()).height(), closed);
    }

    void aDividerThatChangesKeepsItsDetailsOpen()
    {
        TranscriptModel model;
        TranscriptView view;
        view.setModel(&model);
        view.resize(kWidth, 300);
        const QModelIndex seam = model.addDivider(u"offline"_s, WallTime{}, u"one"_s);
        view.toggleDetails(seam);
        const int before = view.sizeHintForIndex(seam).height();
        model.setDivider(seam, u"Offline for 14 s"_s, u"one\ntwo"_s);
        QVERIFY(view.sizeHintForIndex(seam).height() > before);
    }

    void followsWhatIsNew()
    {
        TranscriptModel model;
        TranscriptView view;
        view.setModel(&model);
        view.resize(kWidth, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        fill(model, 40);
        QTRY_VERIFY(view.verticalScrollBar()->maximum() > 500);
        QTRY_COMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());

        int before = view.verticalScrollBar()->maximum();
        model.setPartialAnswer(sentence(1));
        QTRY_VERIFY(view.verticalScrollBar()->maximum() > before);
        before = view.verticalScrollBar()->maximum();
        model.setPartialAnswer(sentence(1).repeated(9));
        QTRY_VERIFY(view.verticalScrollBar()->maximum() > before + 100);
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
    }

    void aMegabyteGrowsWhileTheWindowStaysAtHand()
    {
        TranscriptModel model;
        TranscriptView view;
        view.setFont(messageFont());
        view.setModel(&model);
        view.resize(kWidth, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy steps(view.itemDelegate(), &QAbstractItemDelegate::sizeHintChanged);
        model.setPartialAnswer(megabyte());
        const int first = view.sizeHintForIndex(model.index(0, 0)).height();
        TranscriptRow alone = row(Kind::Assistant, megabyte());
        alone.isFirst = true;
        BubbleLayout whole(alone, messageFont(), kWidth);
        QVERIFY(std::abs(first - whole.height()) <= 2); // exactly one step
        while (!whole.isComplete())
            whole.proceed();
        const auto height = [&] { return view.sizeHintForIndex(model.index(0, 0)).height(); };
        QTRY_VERIFY(std::abs(height() - whole.height()) <= 2);
        QVERIFY(areSteps(static_cast<int>(steps.size()) + 1, megabyte().size()));
        QTRY_COMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        QVERIFY(view.followsNewest() && view.verticalScrollBar()->maximum() > height() - 600);

        // Marks of heard text and the end of the answer do not start the layout again.
        steps.clear();
        model.setSpoken(1'000);
        model.finishAnswer(megabyte(), WallTime{});
        QVERIFY(height() >= whole.height() - 2);
        QCOMPARE(steps.size(), 0);
    }

    void theMiddleOfAMegabyteIsPainted()
    {
        TranscriptModel model;
        model.finishAnswer(megabyte(), WallTime{});
        TranscriptView view;
        view.setModel(&model);
        view.resize(kWidth, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QTRY_VERIFY(view.verticalScrollBar()->maximum() > 100'000);
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 2);
        const QImage picture = view.viewport()->grab().toImage();
        int ink = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                ink += qGray(picture.pixel(x, y)) < 128 ? 1 : 0;
        }
        QVERIFY2(ink > 1'000, qPrintable(QString::number(ink)));
    }

    void staysWhereSomebodyReads()
    {
        TranscriptModel model;
        fill(model, 40);
        TranscriptView view;
        view.setModel(&model);
        view.resize(kWidth, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QTRY_VERIFY(view.verticalScrollBar()->maximum() > 500);
        view.verticalScrollBar()->setValue(100);
        QVERIFY(!view.followsNewest());

        const int before = view.verticalScrollBar()->maximum();
        model.finishAnswer(sentence(7), WallTime{});
        QTRY_VERIFY(view.verticalScrollBar()->maximum() > before);
        QCOMPARE(view.verticalScrollBar()->value(), 100);

        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum());
        QVERIFY(view.followsNewest());
    }

    void whatTheUserSaysOrTypesScrollsIntoView_data()
    {
        QTest::addColumn<bool>("typed");
        QTest::newRow("typed") << true;
        QTest::newRow("spoken") << false;
    }

    void whatTheUserSaysOrTypesScrollsIntoView()
    {
        QFETCH(bool, typed);
        TranscriptModel model;
        fill(model, 40);
        TranscriptView view;
        view.setModel(&model);
        view.resize(kWidth, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QTRY_VERIFY(view.verticalScrollBar()->maximum() > 500);
        view.verticalScrollBar()->setValue(100);
        if (typed)
            model.addTypedText(u"mine"_s, WallTime{}, false);
        else
            model.setPartialUserText(u"mine"_s);
        QTRY_VERIFY(view.viewport()->rect().contains(view.visualRect(model.index(40, 0))));
        QVERIFY(view.followsNewest());
    }

    void aButtonLeadsBackToTheNewest()
    {
        TranscriptModel model;
        fill(model, 40);
        TranscriptView view;
        view.setModel(&model);
        view.resize(kWidth, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QTRY_VERIFY(view.verticalScrollBar()->maximum() > 500);
        auto *jump = view.findChild<QToolButton *>(u"jumpToNewest"_s);
        QVERIFY(!jump->isVisible());
        view.verticalScrollBar()->setValue(100);
        QVERIFY(jump->isVisible());
        QVERIFY(view.rect().contains(jump->geometry()));
        QVERIFY(!jump->accessibleName().isEmpty());
        QTest::mouseClick(jump, Qt::LeftButton);
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        QVERIFY(!jump->isVisible());

        view.verticalScrollBar()->setValue(100);
        QVERIFY(jump->isVisible());
        model.clear(); // there is nothing to scroll
        QTRY_VERIFY(!jump->isVisible());
        QVERIFY(view.followsNewest());
    }

    void laysOutAnewForAnotherWidth()
    {
        TranscriptModel model;
        fill(model, 4);
        TranscriptView view;
        view.setModel(&model);
        view.resize(700, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const int wide = view.visualRect(model.index(0, 0)).height();
        view.resize(220, 400);
        QTRY_VERIFY(view.visualRect(model.index(0, 0)).height() > wide);
    }

    void copiesTheCurrentRowByKeyboard()
    {
        TranscriptModel model;
        fill(model, 6);
        TranscriptView view;
        view.setModel(&model);
        view.resize(kWidth, 300);
        view.show();
        view.activateWindow();
        view.setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(view.hasFocus());
        QTest::keyClick(&view, Qt::Key_Up);
        QTest::keyClick(&view, Qt::Key_Up);
        QVERIFY(view.currentIndex().isValid());
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 view.currentIndex().data(Qt::DisplayRole).toString());
    }

    void passesTypingOn()
    {
        TranscriptView view;
        QSignalSpy typed(&view, &TranscriptView::typed);
        QTest::keyClick(&view, 'h');
        QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(typed.size(), 1);
        QCOMPARE(typed[0][0].toString(), u"h"_s);
    }

    void staysFastWithThousandsOfRows()
    {
        TranscriptModel model;
        fill(model, 5000);
        TranscriptView view;
        view.setModel(&model);
        view.resize(kWidth, 600);
        QElapsedTimer timer;
        timer.start();
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QTRY_VERIFY(view.verticalScrollBar()->maximum() > 100'000);
        const qint64 first = timer.restart();

        constexpr int kUpdates = 50;
        for (int i = 1; i <= kUpdates; ++i) {
            model.setPartialAnswer(sentence(1).repeated(i % 5 + 1));
            view.grab();
        }
        const double each = double(timer.elapsed()) / kUpdates;
        qInfo("first layout %lld ms, each update with a repaint %.1f ms", first, each);
        QVERIFY2(first < 3000, qPrintable(QString::number(first)));
        QVERIFY2(each < 50, qPrintable(QString::number(each)));
        QVERIFY(view.followsNewest());
    }

    void hintsWhatToSayWhileItIsEmpty()
    {
        TranscriptModel model;
        TranscriptView view;
        view.setModel(&model);
        view.resize(kWidth, 400);
        const QImage empty = view.grab().toImage();
        model.finishUserText(u"Hello"_s, WallTime{});
        QVERIFY(view.grab().toImage() != empty);
        model.clear();
        QCOMPARE(view.grab().toImage(), empty);
    }
};

HOLDLINE_TEST(TestTranscriptView)

} // namespace holdline::tst_transcriptview

#include "tst_transcriptview.moc"
