// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/demo/summary.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSaveFile>

namespace holdline::demo {

using namespace Qt::StringLiterals;

namespace {

constexpr double kUnderstood = 0.5;

QStringList wordsOf(const QString &text)
{
    static const QRegularExpression notInWords(u"[^a-z0-9']+"_s);
    return text.toLower().split(notInWords, Qt::SkipEmptyParts);
}

template <typename List, typename Part>
QJsonArray toArray(const List &list, Part part)
{
    QJsonArray array;
    for (const auto &item : list)
        array.append(part(item));
    return array;
}

qint64 count(Duration duration)
{
    return static_cast<qint64>(duration.count());
}

} // namespace

QStringList Summary::judge() const
{
    QStringList wrong;
    for (qsizetype i = 0; i < exchanges.size(); ++i) {
        const Exchange &exchange = exchanges[i];
        const QString which = u"Question %1"_s.arg(i + 1);
        if (shareOfWords(exchange.asked, exchange.recognised) < kUnderstood)
            wrong.append(which + u" was not understood."_s);
        if (exchange.answered.isEmpty())
            wrong.append(which + u" was not answered."_s);
        else if (shareOfWords(exchange.answered, exchange.heard) < kUnderstood)
            wrong.append(which + u": the answer was not heard at the loudspeaker."_s);
    }
    if (exchanges.size() < 2)
        wrong.append(u"Two questions should have been asked."_s);
    else if (shareOfWords(exchanges[0].recognised, exchanges[1].answered) < kUnderstood)
        wrong.append(u"The second answer does not know about the first question."_s);
    return wrong;
}

bool Summary::write(const QString &path) const
{
    const auto texts = [this](QString Exchange::*text) {
        return toArray(exchanges, [text](const Exchange &exchange) { return exchange.*text; });
    };
    const QJsonObject json{
        {u"asked"_s, texts(&Exchange::asked)},
        {u"recognised"_s, texts(&Exchange::recognised)},
        {u"answered"_s, texts(&Exchange::answered)},
        {u"heard"_s, texts(&Exchange::heard)},
        {u"states"_s,
         toArray(states,
                 [](const StateShown &state) {
                     return QJsonObject{{u"name"_s, state.name}, {u"at_ms"_s, count(state.at)}};
                 })},
        {u"cuts"_s, cuts},
        {u"recovered_ms"_s, toArray(recovered, count)},
        {u"cut"_s, texts(&Exchange::cut)},
        {u"taken_ms"_s, count(taken)},
        {u"problems"_s, QJsonArray::fromStringList(problems)},
    };
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(json).toJson()) > 0
        && file.commit();
}

QString Summary::toText() const
{
    QString text;
    for (const Exchange &exchange : exchanges) {
        text += u"asked       %1\n"_s.arg(exchange.asked);
        text += u"recognised  %1\n"_s.arg(exchange.recognised);
        text += u"answered    %1\n"_s.arg(exchange.answered);
        text += u"heard       %1\n"_s.arg(exchange.heard);
        text += u"            with the line cut in the middle of the %1\n\n"_s.arg(exchange.cut);
    }
    text += u"states      "_s;
    for (const StateShown &state : states)
        text += u"%1 (%2 s) "_s.arg(state.name).arg(static_cast<double>(count(state.at)) / 1000);
    text += u"\ncuts        %1, session restored after "_s.arg(cuts);
    for (const Duration &time : recovered)
        text += u"%1 ms "_s.arg(time.count());
    text += u"\ntaken       %1 s\n"_s.arg(static_cast<double>(count(taken)) / 1000);
    for (const QString &problem : problems)
        text += u"PROBLEM     %1\n"_s.arg(problem);
    return text;
}

double shareOfWords(const QString &text, const QString &heard)
{
    const QStringList words = wordsOf(text);
    const QStringList heardWords = wordsOf(heard);
    if (words.isEmpty())
        return 0;
    const auto found = std::count_if(
        words.begin(), words.end(), [&](const QString &word) { return heardWords.contains(word); });
    return static_cast<double>(found) / static_cast<double>(words.size());
}

} // namespace holdline::demo
