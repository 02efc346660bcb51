// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/sentences.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_sentences {

using namespace speech;
using namespace Qt::StringLiterals;

namespace {

QStringList split(const QStringList &pieces)
{
    SentenceSplitter splitter;
    QStringList sentences;
    for (const QString &piece : pieces)
        sentences += splitter.add(piece);
    if (const QString rest = splitter.finish(); !rest.isEmpty())
        sentences += rest;
    return sentences;
}

} // namespace

class TestSentences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsAtTheEndOfSentences_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("sentences");
        const auto row = [](const char *name, const QString &text, const QStringList &sentences) {
            QTest::newRow(name) << text << sentences;
        };
        row("two sentences", u"It is noon. The line is back."_s,
            {u"It is noon."_s, u"The line is back."_s});
        row("a question and an exclamation", u"Really? Yes!"_s, {u"Really?"_s, u"Yes!"_s});
        row("no end mark", u"and then"_s, {u"and then"_s});
        row("a decimal number", u"It is 3.5 now. Good."_s, {u"It is 3.5 now."_s, u"Good."_s});
        row("titles", u"Dr. Watson met Mr. Holmes. They left."_s,
            {u"Dr. Watson met Mr. Holmes."_s, u"They left."_s});
        row("abbreviations", u"Fruit, e.g. plums. Fine."_s, {u"Fruit, e.g. plums."_s, u"Fine."_s});
        row("an abbreviation in brackets", u"Fruit (e.g. plums). Fine."_s,
            {u"Fruit (e.g. plums)."_s, u"Fine."_s});
        row("an initial", u"J. Smith called. Call back."_s,
            {u"J. Smith called."_s, u"Call back."_s});
        row("I at the end", u"So am I. Good."_s, {u"So am I."_s, u"Good."_s});
        row("quoted end", u"You said: \"Go.\" I went."_s, {u"You said: \"Go.\""_s, u"I went."_s});
        row("an ellipsis", u"Well... yes. No."_s, {u"Well..."_s, u"yes."_s, u"No."_s});
        row("line breaks", u"One.\n\nTwo.\n"_s, {u"One."_s, u"Two."_s});
        row("a web address", u"See example.org for more. Bye."_s,
            {u"See example.org for more."_s, u"Bye."_s});
        row("letters that stand for words", u"Obst, z. B. Pflaumen. Gut."_s,
            {u"Obst, z. B. Pflaumen."_s, u"Gut."_s});
        row("Chinese", u"你好。今天下雨！你去吗？好"_s,
            {u"你好。"_s, u"今天下雨！"_s, u"你去吗？"_s, u"好"_s});
        row("Chinese with spaces", u"你好。 再见。"_s, {u"你好。"_s, u"再见。"_s});
        row("Chinese marks in a row", u"真的？！好……走。"_s, {u"真的？！"_s, u"好……走。"_s});
        row("Japanese quotation within a sentence", u"「本当？」と聞いた。はい。"_s,
            {u"「本当？」と聞いた。"_s, u"はい。"_s});
        row("Japanese quotations one after the other", u"「本当？」「はい。」"_s,
            {u"「本当？」"_s, u"「はい。」"_s});
        row("Japanese with a decimal number", u"3.5です。終わり。"_s,
            {u"3.5です。"_s, u"終わり。"_s});
        row("Arabic", u"كم الساعة؟ الساعة الآن الثالثة. شكرا"_s,
            {u"كم الساعة؟"_s, u"الساعة الآن الثالثة."_s, u"شكرا"_s});
        row("Urdu", u"یہ ایک ہے۔ یہ دو ہے۔"_s, {u"یہ ایک ہے۔"_s, u"یہ دو ہے۔"_s});
        row("Hindi", u"यह एक है। यह दो है।"_s, {u"यह एक है।"_s, u"यह दो है।"_s});
        row("a line that goes on", u"One\ntwo. Three."_s, {u"One two."_s, u"Three."_s});
        row("items of a list", u"Buy:\n1. Milk\n2. Eggs. And\n- Tea"_s,
            {u"Buy:"_s, u"1. Milk"_s, u"2. Eggs."_s, u"And"_s, u"- Tea"_s});
        row("a heading", u"# News\nIt rains."_s, {u"# News"_s, u"It rains."_s});
        row("a poem without stops", u"Roses are red\nViolets are blue"_s,
            {u"Roses are red"_s, u"Violets are blue"_s});
        row("a block of code", u"Look:\n```c\nint a. b;\n\nc();\n```\nDone."_s,
            {u"Look:"_s, u"```c"_s, u"int a. b; c(); ```"_s, u"Done."_s});
        row("code without end", u"```\nint a. b;"_s, {u"```"_s, u"int a. b;"_s});
        row("code in a line", u"```ls``` lists. Try it."_s, {u"```ls``` lists."_s, u"Try it."_s});
        row("German abbreviations", u"Obst, z. B. Äpfel, d. h. rote. Gut."_s,
            {u"Obst, z. B. Äpfel, d. h. rote."_s, u"Gut."_s});
        row("emphasis", u"**So.** Good."_s, {u"**So.**"_s, u"Good."_s});
        row("nothing", u""_s, {});
        row("white space", u" \n "_s, {});
        row("only marks", u"?! ..."_s, {u"?!"_s, u"..."_s});
    }

    void cutsAtTheEndOfSentences()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, sentences);
        QCOMPARE(split({text}), sentences);
        QCOMPARE(sentences.join(QString()).remove(u' '), text.simplified().remove(u' '));
    }

    void givesTheSameForAnySplitOfTheText_data() { cutsAtTheEndOfSentences_data(); }

    void givesTheSameForAnySplitOfTheText()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, sentences);
        for (qsizetype first = 0; first <= text.size(); ++first) {
            for (qsizetype second = first; second <= text.size(); ++second) {
                const QStringList pieces = {text.left(first), text.mid(first, second - first),
                                            text.mid(second)};
                QCOMPARE(split(pieces), sentences);
            }
        }
        QCOMPARE(split(text.split(QString())), sentences);
    }

    void givesASentenceAsSoonAsTheNextBegins()
    {
        SentenceSplitter splitter;
        QCOMPARE(splitter.add(u"It is 3."_s), QStringList());
        QCOMPARE(splitter.add(u"5 now."_s), QStringList());
        QCOMPARE(splitter.add(u" "_s), QStringList(u"It is 3.5 now."_s));
        QCOMPARE(splitter.finish(), QString());
    }
};

HOLDLINE_TEST(TestSentences)

} // namespace holdline::tst_sentences

#include "tst_sentences.moc"
