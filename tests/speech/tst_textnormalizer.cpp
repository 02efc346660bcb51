// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/textnormalizer.h"

#include "support/testcase.h"

#include <QTest>

#include <algorithm>

namespace holdline::tst_textnormalizer {

using namespace speech;
using namespace Qt::StringLiterals;

class TestTextNormalizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatAPersonWouldSay_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("spoken");
        const auto row = [](const char *name, const QString &written, const QString &spoken) {
            QTest::newRow(name) << written << spoken;
        };
        row("plain", u"It is noon, isn't it?"_s, u"It is noon, isn't it?"_s);
        row("emphasis", u"That is **very** _good_ and ~~bad~~ *fine*."_s,
            u"That is very good and bad fine."_s);
        row("a heading", u"## The plan"_s, u"The plan."_s);
        row("an item", u"- Milk and eggs"_s, u"Milk and eggs."_s);
        row("an item that is done", u"* [x] Call Ida"_s, u"Call Ida."_s);
        row("a numbered item", u"2. Stir it"_s, u"2, Stir it."_s);
        row("a quotation", u"> To be or not to be."_s, u"To be or not to be."_s);
        row("a rule", u"---"_s, QString());
        row("a row of a table", u"| Name | Age |"_s, u"Name, Age,"_s);
        row("the rule of a table", u"|---|:--:|"_s, QString());
        row("a link", u"See [the manual](https://example.org/a?b=1) for more."_s,
            u"See the manual for more."_s);
        row("an address", u"See https://www.example.org/a/b.html?x=1."_s,
            u"See example dot org."_s);
        row("a host", u"Ask at example.com, please."_s, u"Ask at example dot com, please."_s);
        row("a mail address", u"Write to ida@example.org today."_s,
            u"Write to ida at example dot org today."_s);
        row("a name in code", u"Call `read_file` first."_s, u"Call read file first."_s);
        row("code in a line", u"Use `a[i] = {x, y};` there."_s, u"Use some code there."_s);
        row("a tag", u"One<br>two."_s, u"Onetwo."_s);
        row("an escape", u"5 \\* 3"_s, u"5 * 3"_s);
        row("emoji", u"Great 🎉 job 👍🏽!"_s, u"Great job!"_s);
        row("only emoji", u"🎉🎉"_s, QString());
        row("dollars", u"It costs $5.50."_s, u"It costs 5 dollars and 50 cents."_s);
        row("one dollar", u"It costs $1."_s, u"It costs 1 dollar."_s);
        row("cents", u"It costs $0.99."_s, u"It costs 99 cents."_s);
        row("millions", u"It costs $3.5 million."_s, u"It costs 3 point 5 million dollars."_s);
        row("pounds", u"It is £20 each."_s, u"It is 20 pounds each."_s);
        row("thousands", u"It has 1,234,567 parts."_s, u"It has 1234567 parts."_s);
        row("a decimal", u"Pi is 3.14."_s, u"Pi is 3 point 1 4."_s);
        row("percent", u"That is 5% of it."_s, u"That is 5 percent of it."_s);
        row("a unit", u"It is 5 km and 1 kg."_s, u"It is 5 kilometers and 1 kilogram."_s);
        row("a speed", u"At 80 km/h."_s, u"At 80 kilometers per hour."_s);
        row("degrees", u"It is -3°C."_s, u"It is minus 3 degrees Celsius."_s);
        row("no unit", u"The 5 most used."_s, u"The 5 most used."_s);
        row("a range", u"It is 5–10 km."_s, u"It is 5 to 10 kilometers."_s);
        row("a date", u"It is 2026-11-30."_s, u"It is November 30, 2026."_s);
        row("a time", u"It is 14:30 and 9:05 and 12:00."_s,
            u"It is 14 30 and 9 oh 5 and 12 o'clock."_s);
        row("a time with its half", u"It is 9:00 AM."_s, u"It is 9 AM."_s);
        row("a sum", u"2 + 3 = 5"_s, u"2 plus 3 equals 5"_s);
        row("a product", u"2 * 3 × 4"_s, u"2 times 3 times 4"_s);
        row("a comparison", u"a <= b"_s, u"a at most b"_s);
        row("abbreviations", u"Dr. Ida likes fruit, e.g. plums etc."_s,
            u"Doctor Ida likes fruit, for example plums et cetera."_s);
        row("and", u"Tom & Ida"_s, u"Tom and Ida"_s);
        row("alternatives", u"yes/no"_s, u"yes no"_s);
        row("a dash", u"It works — today."_s, u"It works, today."_s);
        row("a hyphen", u"A well-known fact."_s, u"A well-known fact."_s);
        row("a version", u"It is Qt 6.4 now."_s, u"It is Qt 6 point 4 now."_s);

        row("German money", u"Das kostet 5,50 € im Laden."_s, u"Das kostet 5 Euro 50 im Laden."_s);
        row("German thousands", u"Das sind 1.234.567 Teile."_s, u"Das sind 1234567 Teile."_s);
        row("a German decimal", u"Das ist 3,14."_s, u"Das ist 3 Komma 1 4."_s);
        row("German abbreviations", u"Das ist z. B. Obst, d. h. ca. 5 kg."_s,
            u"Das ist zum Beispiel Obst, das heißt circa 5 Kilogramm."_s);
        row("a German time", u"Es ist 14:30 Uhr und 9:00 Uhr."_s, u"Es ist 14 Uhr 30 und 9 Uhr."_s);
        row("a German date", u"Es ist der 2026-03-01."_s, u"Es ist der 1. März 2026."_s);
        row("a German address", u"Das ist auf example.org."_s, u"Das ist auf example Punkt org."_s);
        row("German signs", u"Das ist 5 % & mehr."_s, u"Das ist 5 Prozent und mehr."_s);

        for (const auto &[name, text] :
             {std::pair("French", u"Le billet de M. Dupont coûte 5,50 € & 3 % le 2026-03-01."_s),
              std::pair("short French", u"Il a 5 € à 14:30."_s),
              std::pair("Spanish", u"El tren sale a las 14:30 y cuesta $5.50, aprox. 3 km."_s),
              std::pair("Italian", u"Il libro che cerchi costa 12 €."_s),
              std::pair("Portuguese", u"O livro custa 5 kg = 10%."_s),
              std::pair("Dutch", u"Het boek kost 5,50 € en 3 * 4."_s),
              std::pair("Polish", u"To jest 5 km stąd."_s),
              std::pair("Russian", u"Это стоит 5 € + 3 %."_s),
              std::pair("Japanese", u"5 km です。"_s)})
            row(name, text, text);
        row("an abbreviation in capitals", u"Fly to LA at 5%."_s, u"Fly to LA at 5 percent."_s);
        row("French markup", u"**Voyez** [le plan](https://example.org/x) — et `f(x) = {y};` 🎉."_s,
            u"Voyez le plan, et."_s);
        row("a Spanish address", u"Para más, escriba a ida@example.org y vea www.example.org."_s,
            u"Para más, escriba a ida@example.org y vea example.org."_s);
    }

    void saysWhatAPersonWouldSay()
    {
        QFETCH(QString, written);
        QTEST(TextNormalizer().pass(written).text, "spoken");
    }

    void knowsWhatEachWordStandsFor_data() { saysWhatAPersonWouldSay_data(); }

    void knowsWhatEachWordStandsFor()
    {
        QFETCH(QString, written);
        const SpokenForm form = TextNormalizer().pass(written);
        QCOMPARE(form.written.size(), static_cast<std::size_t>(form.text.size()) + 1);
        QVERIFY(std::ranges::is_sorted(form.written));
        QCOMPARE(form.written.back(), static_cast<int>(written.size()));
        for (qsizetype i = 0; i < form.text.size(); ++i) {
            const int at = form.writtenBefore(i);
            QVERIFY(at >= 0 && at <= written.size());
        }
    }

    void announcesCodeAndReadsNoneOfIt()
    {
        TextNormalizer normalizer;
        QCOMPARE(normalizer.pass(u"Look at this:"_s).text, u"Look at this:"_s);
        QCOMPARE(normalizer.pass(u"```python"_s).text, u"Here is some Python code."_s);
        const SpokenForm code = normalizer.pass(u"print(1) ```"_s);
        QCOMPARE(code.text, QString());
        QCOMPARE(code.written, std::vector<int>{12});
        QCOMPARE(normalizer.pass(u"That prints 1."_s).text, u"That prints 1."_s);
        QCOMPARE(normalizer.pass(u"Das ist es:"_s).text, u"Das ist es:"_s);
        QCOMPARE(normalizer.pass(u"```"_s).text, u"Hier steht Code."_s);
    }

    void keepsTheLanguageOfTheSentenceBefore()
    {
        TextNormalizer normalizer;
        normalizer.pass(u"Das ist der Preis:"_s);
        QCOMPARE(normalizer.pass(u"5,50 €"_s).text, u"5 Euro 50"_s);
    }

    void knowsTheLanguageThatIsExpected()
    {
        QCOMPARE(TextNormalizer(u"fr-CA"_s).pass(u"5,50 €"_s).text, u"5,50 €"_s);
        QCOMPARE(TextNormalizer(u"de-AT"_s).pass(u"5,50 €"_s).text, u"5 Euro 50"_s);
        QCOMPARE(TextNormalizer(u"en-GB"_s).pass(u"5.50 €"_s).text, u"5 euros and 50 cents"_s);
        QCOMPARE(TextNormalizer(u"es"_s).pass(u"```python"_s).text, u"Code: Python."_s);
    }

    void staysCalmWhateverIsWritten()
    {
        for (const QString &text :
             {u"[[[[](("_s, u"**__~~``"_s, u"$"_s, u"$,"_s, u"<<<"_s, u"1.2.3.4"_s, u"\\"_s,
              u"![a](b"_s, u"`"_s, u"[](x)[](y)"_s, u"[a]"_s, QString(u"["_s).repeated(2000),
              QString(u"1,"_s).repeated(2000), QString(u"a@"_s).repeated(2000)}) {
            const SpokenForm form = TextNormalizer().pass(text);
            QCOMPARE(form.written.size(), static_cast<std::size_t>(form.text.size()) + 1);
            QVERIFY(std::ranges::is_sorted(form.written));
        }
    }
};

HOLDLINE_TEST(TestTextNormalizer)

} // namespace holdline::tst_textnormalizer

#include "tst_textnormalizer.moc"
