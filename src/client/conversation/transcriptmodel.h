// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/asiderows.h"
#include "client/conversation/openrows.h"
#include "client/conversation/transcriptrow.h"

#include <QAbstractListModel>
#include <QString>

#include <optional>
#include <vector>

namespace holdline::client {

/// The conversation as rows: who said what, and thin dividers that tell what happened to the line.
/// Times are wall time; the view formats them. Beyond kMostRows or kMostCharacters the oldest rows
/// are removed, and a divider in their place says so. One class despite its size: each function
/// changes rows and tells the view so. Owned by ConversationController; GUI thread.
class TranscriptModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using Kind = TranscriptRow::Kind;
    /// Enough for weeks. Beyond it, a twentieth of the rows or characters is removed at a time.
    static constexpr int kMostRows = 20'000;
    static constexpr qsizetype kMostCharacters = 32 * 1024 * 1024;

    enum Roles {
        KindRole = Qt::UserRole + 1, ///< Kind
        PartialRole, ///< bool: still being said
        PendingRole, ///< bool: typed, and as far as we know not sent yet
        SpokenRole, ///< int: characters of an answer that were heard, 0 … length
        InterruptedRole, ///< bool: the rest of the answer will not be heard
        TimeRole, ///< QDateTime, local time; invalid while partial
        ResponseTimeRole, ///< int: ms from the end of the question to the first sound; −1 unknown
        DetailsRole, ///< QString: more lines about a divider; usually empty
        ReplayedRole, ///< bool: from the history that the server sent
    };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    /// Qt::DisplayRole is the text. Qt::AccessibleTextRole also names the speaker.
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// Shows `text` as what the user is saying, in one partial row that is updated in place.
    void setPartialUserText(const QString &text);
    /// Makes the partial row final, or adds a final one. An empty text removes the partial row.
    void finishUserText(const QString &text, WallTime at);
    /// Adds a typed message. `pending`: it could not be sent yet.
    void addTypedText(const QString &text, WallTime at, bool pending, const QString &id = {});
    /// Marks the row with this id as pending.
    void markPending(const QString &id);
    /// Marks the pending row with this id as sent.
    void markPendingSent(const QString &id);
    /// Removes the pending row with this id: it will not be sent.
    void removePending(const QString &id);

    /// Shows the held speech as one row that grows; less than 200 ms removes the row. Its text has
    /// tenths of a second and changes five times a second at most.
    void setHeldSpeech(Duration held);

    void setPartialAnswer(const QString &text);
    void finishAnswer(const QString &text, WallTime at);
    /// The newest answer was interrupted after `heard`. All of its text stays in the row: `heard`
    /// and `unheard`, or the text shown so far if `unheard` is empty because the server does not
    /// tell it.
    void interruptAnswer(const QString &heard, const QString &unheard, WallTime at);
    /// The newest answer stops where it was heard to. Marks it as interrupted unless that is its
    /// end.
    void markInterrupted();
    /// Makes partial rows final with their current text, because no more text will come.
    void finishPartialAnswer(WallTime at);
    void finishPartialRows(WallTime at);
    /// Sets how many characters of the newest answer were heard.
    void setSpoken(int characters);
    void setResponseTime(Duration time);

    /// Adds messages of the history, oldest first. Fast for any number of rows.
    void addReplayed(const QList<protocol::HistoryMessage> &messages);

    /// Adds a divider and returns its index. `details` are more lines about it.
    QModelIndex addDivider(const QString &text, WallTime at, const QString &details = {});
    void setDivider(const QModelIndex &divider, const QString &text, const QString &details);
    /// Removes all rows, also those that were set aside.
    void clear();

    /// Removes all rows until takeBack(). Rows that were set aside before stay so. No row is
    /// partial.
    void setAside();
    bool hasAside() const { return m_aside.has_value(); }
    /// Inserts the rows that were set aside before all others, with a divider after them unless it
    /// is empty.
    void takeBack(const QString &divider, WallTime at);
    void forgetAside() { m_aside.reset(); }

    /// Whether the newest answer is still being written.
    bool isAnswerPartial() const { return m_open.partialAnswer.has_value(); }
    /// The text of the newest answer; empty if there is none.
    QString lastAnswer() const;
    /// The whole conversation for the clipboard: "You: …", "Nova: …", dividers in dashes.
    QString toPlainText(const QString &assistantName) const;
    /// The number of spoken and typed messages, including removed ones, without dividers and
    /// partial rows.
    int messageCount() const { return m_messages; }

private:
    using Row = TranscriptRow;

    const Row &at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    Row &at(int row) { return m_rows[static_cast<std::size_t>(row)]; }

    int append(Row row);
    void remove(int row);
    void removeRows(int first, int count);
    /// Makes room for this much by removing the oldest rows.
    void makeRoom(int rows, qsizetype characters);
    void sayThatThereWasMore();
    std::optional<int> answerBefore(int row) const;
    void markSent(int row);
    void rowChanged(int row, const QList<int> &roles);
    void setText(int row, const QString &text);
    void finish(int row, const QString &text, WallTime at);
    void setPartial(std::optional<int> &partial, Kind kind, const QString &text);
    void finishPartial(std::optional<int> &partial, Kind kind, const QString &text, WallTime at);

    std::vector<Row> m_rows;
    OpenRows m_open;
    std::optional<AsideRows> m_aside;
    qsizetype m_characters = 0; ///< in all rows
    int m_messages = 0;
};

} // namespace holdline::client
