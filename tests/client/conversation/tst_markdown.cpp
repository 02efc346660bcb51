// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/markdown.h"

#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_markdown {

using client::Markdown;
using namespace Qt::StringLiterals;

namespace {

/// The shown text with its spans in braces: "{strong:word}".
QString tagged(const Markdown &markdown)
{
    const std::pair<Markdown::Style, QString> names[] = {
        {Markdown::Strong, u"strong"_s}, {Markdown::Emphasis, u"emphasis"_s},
        {Markdown::Struck, u"struck"_s}, {Markdown::Code, u"code"_s},
        {Markdown::Block, u"block"_s},   {Markdown::Link, u"link"_s},
    };
    QString result;
    qsizetype done = 0;
    for (const Markdown::Span &span : markdown.spans()) {
        result += markdown.text().sliced(done, span.from - done);
        QStringList styles;
        for (const auto &[style, name] : names) {
            if (span.styles & style)
                styles << name;
        }
        if (!span.link.isEmpty())
            styles << span.link;
        done = span.from + span.length;
        result +=
            u"{%1:%2}"_s.arg(styles.join(u' '), markdown.text().sliced(span.from, span.length));
    }
    return result + markdown.text().sliced(done);
}

} // namespace

class TestMarkdown : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatModelsWrite_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const char *source, const char *shown) {
            QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(shown);
        };
        row("nothing", "", "");
        row("plain", "Two words.\n\nAnd more.", "Two words.\n\nAnd more.");
        row("strong", "look for **NO-CARRIER** on it", "look for {strong:NO-CARRIER} on it");
        row("emphasis", "a *small* or _smaller_ step",
            "a {emphasis:small} or {emphasis:smaller} step");
        row("both", "***very***", "{strong emphasis:very}");
        row("within", "**run `ip link` now**", "{strong:run }{strong code:ip link}{strong: now}");
        row("struck", "~~old~~ new", "{struck:old} new");
        row("code", "run `ip *link*` now", "run {code:ip *link*} now");
        row("code with a mark in it", "``a`b``", "{code:a`b}");
        row("heading", "## How to\nbegin", "{strong:How to}\nbegin");
        row("list", "- one\n* two\n  - inner\n1. first", "• one\n• two\n  • inner\n1. first");
        row("quote", "> well said", "▏ {emphasis:well said}");
        row("block", "Try:\n```sh\n$ ls *\n\n# all\n```\nDone.",
            "Try:{code block:\n$ ls *\n\n# all}\nDone.");
        row("block without an end", "~~~\n**x**", "{code block:**x**}");
        row("table", "| a | b |\n|---|---|", "{code block:| a | b |}\n{code block:|---|---|}");
        row("link", "see [the *page*](https://a.example/x \"T\").",
            "see {link https://a.example/x:the }{emphasis link https://a.example/x:page}.");
        row("bare address", "see https://a.example/x_y_z.",
            "see {link https://a.example/x_y_z:https://a.example/x_y_z}.");
        row("address in brackets", "<http://a.example>",
            "{link http://a.example:http://a.example}");
        row("image", "![a cat](https://a.example/cat.png)",
            "{link https://a.example/cat.png:a cat}");
        row("escaped", "5 \\* 3 \\_ x", "5 * 3 _ x");
    }

    void readsWhatModelsWrite()
    {
        QFETCH(QString, source);
        QTEST(tagged(Markdown(source)), "shown");
    }

    void leavesWhatIsNoMarkdown_data()
    {
        QTest::addColumn<QString>("source");
        for (const char *source : {"2 * 3 * 4", "snake_case_name", "a ** b", "x~y~z", "one `open",
                                   "**open", "#tag", "<b>bold</b> &amp;", "[x] done",
                                   "[a](javascript:alert(1))", "[a](file:///etc/passwd)",
                                   "a [b] (c)", "-5 degrees", "C:\\Users", "***", "http is old"})
            QTest::newRow(source) << QString::fromUtf8(source);
    }

    void leavesWhatIsNoMarkdown()
    {
        QFETCH(QString, source);
        QCOMPARE(tagged(Markdown(source)), source);
    }

    /// What is shown of an answer while it is written must not change when more is written.
    void aPartialAnswerGrows_data()
    {
        QTest::addColumn<QString>("source");
        for (const char *source :
             {"plain words", "look for **NO-CARRIER** on it", "a *small* step", "run `ip link` now",
              "# Head\nand **more**", "Try:\n```sh\n$ ls\n```\nDone.", "***very*** much",
              "~~old~~ new", "see <https://a.example>"})
            QTest::newRow(source) << QString::fromUtf8(source);
    }

    void aPartialAnswerGrows()
    {
        QFETCH(QString, source);
        const Markdown whole(source);
        for (qsizetype length = 0; length <= source.size(); ++length) {
            const Markdown part(source.left(length), true);
            // A mark at the beginning of a line may be taken for text at first.
            const bool isAtLineBegin = length < 2 || source.left(length).endsWith(u"\n#"_s)
                || source.left(length).contains(u'<');
            if (!isAtLineBegin)
                QVERIFY2(whole.text().startsWith(part.text().trimmed()), qPrintable(tagged(part)));
        }
        QCOMPARE(tagged(Markdown(source, true)), tagged(whole));
    }

    void knowsWhereACharacterIsShown_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("before");
        QTest::newRow("plain") << u"one two"_s << u"one"_s;
        QTest::newRow("behind a mark") << u"**one** two"_s << u"one"_s;
        QTest::newRow("in a list") << u"- one\n- two"_s << u"• one\n•"_s;
        QTest::newRow("behind a link") << u"[one](https://a.example) two"_s << u"one"_s;
        QTest::newRow("behind a block") << u"```\none\n```\ntwo"_s << u"one\n"_s;
    }

    void knowsWhereACharacterIsShown()
    {
        QFETCH(QString, source);
        QFETCH(QString, before);
        const Markdown markdown(source);
        const qsizetype word = source.indexOf(u"two"_s);
        const qsizetype shown = markdown.shownAt(word);
        QCOMPARE(markdown.text().sliced(shown, 3), u"two"_s);
        QCOMPARE(markdown.text().left(shown).trimmed(), before.trimmed());
        QCOMPARE(markdown.shownAt(0), 0);
        QCOMPARE(markdown.shownAt(source.size()), markdown.text().size());
    }

    /// Every line takes time in proportion to its length.
    void isNotSlowedDownByMarks_data()
    {
        QTest::addColumn<QString>("mark");
        for (const char *mark : {"*", "**a", "_a ", "`", "[", "[a](", "![", "<http://", "*a **b "})
            QTest::newRow(mark) << QString::fromUtf8(mark);
    }

    void isNotSlowedDownByMarks()
    {
        QFETCH(QString, mark);
        const QString source = mark.repeated(1'000'000 / mark.size());
        QVERIFY(Markdown(source).text().size() <= 2 * source.size()); // ends at all
        QVERIFY(Markdown(source, true).text().size() <= 2 * source.size());
    }
};

HOLDLINE_TEST(TestMarkdown)

} // namespace holdline::tst_markdown

#include "tst_markdown.moc"
