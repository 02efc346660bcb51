// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/transcriptmodel.h"

#include "client/conversation/seam.h"
#include "core/words.h"

#include <QDateTime>
#include <QStringList>

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

constexpr Duration kHeldStep{200};

} // namespace

int TranscriptModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant TranscriptModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.text;
    case Qt::AccessibleTextRole:
        return row.accessibleText();
    case KindRole:
        return QVariant::fromValue(row.kind);
    case PartialRole:
        return row.partial;
    case PendingRole:
        return row.pending;
    case SpokenRole:
        return row.spoken;
    case InterruptedRole:
        return row.interrupted;
    case TimeRole:
        return row.partial ? QDateTime()
                           : QDateTime::fromMSecsSinceEpoch(row.at.time_since_epoch().count());
    case ResponseTimeRole:
        return row.responseTime ? static_cast<int>(row.responseTime->count()) : -1;
    case DetailsRole:
        return row.details;
    case ReplayedRole:
        return row.replayed;
    default:
        return {};
    }
}

QHash<int, QByteArray> TranscriptModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{KindRole, "kind"_ba},
                  {PartialRole, "partial"_ba},
                  {PendingRole, "pending"_ba},
                  {SpokenRole, "spoken"_ba},
                  {InterruptedRole, "interrupted"_ba},
                  {TimeRole, "time"_ba},
                  {ResponseTimeRole, "responseTime"_ba},
                  {DetailsRole, "details"_ba},
                  {ReplayedRole, "replayed"_ba}});
    return names;
}

void TranscriptModel::setPartialUserText(const QString &text)
{
    setPartial(m_open.partialUser, Kind::User, text);
}

void TranscriptModel::finishUserText(const QString &text, WallTime when)
{
    finishPartial(m_open.partialUser, Kind::User, text, when);
}

void TranscriptModel::addTypedText(const QString &text, WallTime when, bool pending,
                                   const QString &id)
{
    const int row =
        append({.kind = Kind::User, .text = text, .at = when, .pending = pending, .id = id});
    if (pending)
        m_open.pending.push_back(row);
}

void TranscriptModel::setHeldSpeech(Duration held)
{
    if (held < kHeldStep) {
        if (m_open.heldSpeech)
            remove(*m_open.heldSpeech);
        return;
    }
    const Duration shown = held - held % kHeldStep;
    const QString text = tr("%1 of speech held").arg(speechWords(shown));
    if (!m_open.heldSpeech)
        m_open.heldSpeech = append({.kind = Kind::HeldSpeech, .text = text, .partial = true});
    else if (at(*m_open.heldSpeech).text != text)
        setText(*m_open.heldSpeech, text);
}

void TranscriptModel::markPending(const QString &id)
{
    const auto found =
        std::find_if(m_rows.rbegin(), m_rows.rend(), [&](const Row &row) { return row.id == id; });
    if (found == m_rows.rend() || found->pending)
        return;
    const auto row = static_cast<int>(m_rows.rend() - found) - 1;
    m_open.pending.insert(std::ranges::upper_bound(m_open.pending, row), row);
    found->pending = true;
    rowChanged(row, {PendingRole, Qt::AccessibleTextRole});
}

void TranscriptModel::markPendingSent(const QString &id)
{
    const auto found =
        std::ranges::find_if(m_open.pending, [&](int row) { return at(row).id == id; });
    if (found == m_open.pending.end()) {
        if (m_aside)
            m_aside->markSent(id);
        return;
    }
    const int row = *found;
    m_open.pending.erase(found);
    markSent(row);
}

void TranscriptModel::removePending(const QString &id)
{
    const auto found =
        std::ranges::find_if(m_open.pending, [&](int row) { return at(row).id == id; });
    if (found == m_open.pending.end()) {
        if (m_aside)
            m_aside->removePending(id);
        return;
    }
    --m_messages;
    remove(*found);
}

void TranscriptModel::setPartialAnswer(const QString &text)
{
    setPartial(m_open.partialAnswer, Kind::Assistant, text);
}

void TranscriptModel::finishAnswer(const QString &text, WallTime when)
{
    finishPartial(m_open.partialAnswer, Kind::Assistant, text, when);
}

void TranscriptModel::interruptAnswer(const QString &heard, const QString &unheard, WallTime when)
{
    const QString whole = unheard.isEmpty() ? lastAnswer() : heard + unheard;
    if (m_open.partialAnswer)
        finishAnswer(whole, when);
    else if (m_open.newestAnswer)
        setText(*m_open.newestAnswer, whole);
    setSpoken(static_cast<int>(unheard.isEmpty() ? endOfWords(heard, whole) : heard.size()));
    markInterrupted();
}

void TranscriptModel::markInterrupted()
{
    if (!m_open.newestAnswer)
        return;
    Row &answer = at(*m_open.newestAnswer);
    answer.interrupted = answer.spoken < answer.text.size();
    rowChanged(*m_open.newestAnswer, {InterruptedRole, Qt::AccessibleTextRole});
}

void TranscriptModel::finishPartialAnswer(WallTime when)
{
    if (m_open.partialAnswer)
        finishAnswer(QString(at(*m_open.partialAnswer).text), when);
}

void TranscriptModel::finishPartialRows(WallTime when)
{
    if (m_open.partialUser)
        finishUserText(QString(at(*m_open.partialUser).text), when);
    finishPartialAnswer(when);
}

void TranscriptModel::setSpoken(int characters)
{
    if (!m_open.newestAnswer)
        return;
    Row &answer = at(*m_open.newestAnswer);
    const int spoken = std::clamp(characters, 0, static_cast<int>(answer.text.size()));
    if (std::exchange(answer.spoken, spoken) != spoken)
        rowChanged(*m_open.newestAnswer, {SpokenRole});
}

void TranscriptModel::setResponseTime(Duration time)
{
    if (!m_open.newestAnswer)
        return;
    at(*m_open.newestAnswer).responseTime = time;
    rowChanged(*m_open.newestAnswer, {ResponseTimeRole});
}

void TranscriptModel::addReplayed(const QList<protocol::HistoryMessage> &messages)
{
    if (messages.isEmpty())
        return;
    qsizetype characters = 0;
    for (const protocol::HistoryMessage &message : messages)
        characters += message.content.size() + message.unheard.size();
    makeRoom(static_cast<int>(messages.size()), characters);
    const auto first = static_cast<int>(m_rows.size());
    const auto count = static_cast<int>(messages.size());
    beginInsertRows({}, first, first + count - 1);
    for (const protocol::HistoryMessage &message : messages) {
        if (message.role == protocol::HistoryMessage::Role::Assistant)
            m_open.newestAnswer = static_cast<int>(m_rows.size());
        m_rows.push_back(Row::ofHistory(message));
    }
    m_messages += count;
    m_characters += characters;
    endInsertRows();
}

QModelIndex TranscriptModel::addDivider(const QString &text, WallTime when, const QString &details)
{
    return index(append({.kind = Kind::Divider, .text = text, .at = when, .details = details}));
}

void TranscriptModel::setDivider(const QModelIndex &divider, const QString &text,
                                 const QString &details)
{
    if (!checkIndex(divider, CheckIndexOption::IndexIsValid))
        return;
    Row &row = at(divider.row());
    m_characters += text.size() - row.text.size();
    row.details = details;
    row.text = text;
    rowChanged(divider.row(), {Qt::DisplayRole, Qt::AccessibleTextRole, DetailsRole});
}

void TranscriptModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_open = {};
    m_aside.reset();
    m_characters = 0;
    m_messages = 0;
    endResetModel();
}

void TranscriptModel::setAside()
{
    setHeldSpeech(Duration(0));
    beginResetModel();
    if (!m_aside)
        m_aside.emplace();
    m_aside->append(std::exchange(m_rows, {}), std::exchange(m_messages, 0));
    m_open = {};
    m_characters = 0;
    endResetModel();
}

void TranscriptModel::takeBack(const QString &divider, WallTime when)
{
    std::optional<AsideRows> aside = std::exchange(m_aside, std::nullopt);
    if (!aside || aside->isEmpty())
        return;
    if (!divider.isEmpty())
        aside->addDivider(divider, when);
    std::vector<Row> rows = aside->takeRows();
    const auto count = static_cast<int>(rows.size());
    beginInsertRows({}, 0, count - 1);
    m_open.insertedFirst(count);
    for (int row = count - 1; row >= 0; --row) {
        m_characters += rows[static_cast<std::size_t>(row)].text.size();
        if (rows[static_cast<std::size_t>(row)].pending)
            m_open.pending.push_front(row);
    }
    m_rows.insert(m_rows.begin(), std::make_move_iterator(rows.begin()),
                  std::make_move_iterator(rows.end()));
    m_messages += aside->messages();
    if (!m_open.newestAnswer)
        m_open.newestAnswer = answerBefore(count);
    endInsertRows();
    makeRoom(0, 0);
}

QString TranscriptModel::lastAnswer() const
{
    return m_open.newestAnswer ? at(*m_open.newestAnswer).text : QString();
}

QString TranscriptModel::toPlainText(const QString &assistantName) const
{
    QStringList lines;
    for (const Row &row : m_rows)
        lines += row.plainText(assistantName);
    return lines.join(u'\n');
}

int TranscriptModel::append(Row row)
{
    makeRoom(1, row.text.size());
    const int position = static_cast<int>(m_rows.size());
    if (row.kind == Kind::Assistant)
        m_open.newestAnswer = position;
    if (row.kind != Kind::Divider && !row.partial)
        ++m_messages;
    beginInsertRows({}, position, position);
    m_characters += row.text.size();
    m_rows.push_back(std::move(row));
    endInsertRows();
    return position;
}

void TranscriptModel::remove(int row)
{
    removeRows(row, 1);
}

void TranscriptModel::removeRows(int first, int count)
{
    beginRemoveRows({}, first, first + count - 1);
    for (int row = first; row < first + count; ++row)
        m_characters -= at(row).text.size();
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + first + count);
    m_open.removed(first, count);
    if (!m_open.newestAnswer)
        m_open.newestAnswer = answerBefore(first);
    endRemoveRows();
}

void TranscriptModel::makeRoom(int rows, qsizetype characters)
{
    const auto count = static_cast<int>(m_rows.size());
    if (count + rows <= kMostRows && m_characters + characters <= kMostCharacters)
        return;
    constexpr auto kAfterwards = [](auto most) { return most - most / 20; };
    qsizetype left = m_characters + characters;
    int gone = 0;
    while (gone < count
           && (count - gone + rows > kAfterwards(kMostRows) || left > kAfterwards(kMostCharacters)))
        left -= at(gone++).text.size();
    if (gone == 0)
        return;
    removeRows(0, gone);
    sayThatThereWasMore();
}

void TranscriptModel::sayThatThereWasMore()
{
    Row divider{.kind = Kind::Divider,
                .text = tr("Earlier messages are no longer shown"),
                .at = m_rows.empty() ? WallTime() : m_rows.front().at};
    beginInsertRows({}, 0, 0);
    m_characters += divider.text.size();
    m_rows.insert(m_rows.begin(), std::move(divider));
    m_open.insertedFirst(1);
    endInsertRows();
}

std::optional<int> TranscriptModel::answerBefore(int row) const
{
    while (--row >= 0) {
        if (at(row).kind == Kind::Assistant)
            return row;
    }
    return std::nullopt;
}

void TranscriptModel::markSent(int row)
{
    at(row).pending = false;
    rowChanged(row, {PendingRole, Qt::AccessibleTextRole});
}

void TranscriptModel::setText(int row, const QString &text)
{
    Row &changed = at(row);
    if (changed.text == text)
        return;
    m_characters += text.size() - changed.text.size();
    changed.text = text;
    changed.spoken = std::min(changed.spoken, static_cast<int>(text.size()));
    rowChanged(row, {Qt::DisplayRole, Qt::AccessibleTextRole, SpokenRole});
}

void TranscriptModel::finish(int row, const QString &text, WallTime when)
{
    setText(row, text);
    Row &finished = at(row);
    finished.partial = false;
    finished.at = when;
    ++m_messages;
    rowChanged(row, {PartialRole, TimeRole, Qt::AccessibleTextRole});
}

void TranscriptModel::rowChanged(int row, const QList<int> &roles)
{
    const QModelIndex changed = index(row);
    Q_EMIT dataChanged(changed, changed, roles);
}

void TranscriptModel::setPartial(std::optional<int> &partial, Kind kind, const QString &text)
{
    if (partial)
        setText(*partial, text);
    else
        partial = append({.kind = kind, .text = text, .partial = true});
}

void TranscriptModel::finishPartial(std::optional<int> &partial, Kind kind, const QString &text,
                                    WallTime when)
{
    const std::optional<int> row = std::exchange(partial, std::nullopt);
    if (text.isEmpty()) {
        if (row)
            remove(*row);
    } else if (row) {
        finish(*row, text, when);
    } else {
        append({.kind = kind, .text = text, .at = when});
    }
}

} // namespace holdline::client
