// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/transcriptrow.h"
#include "protocol/control.h"

#include <QAbstractListModel>
#include <QString>

#include <deque>
#include <optional>
#include <vector>

namespace holdline::client {

/// The conversation as rows: what was said by whom, and thin dividers that tell what happened to
/// the line. Times are wall time; the view formats them. Of a conversation beyond kMostRows or
/// kMostCharacters the oldest rows go, and a divider in their place says so.
class TranscriptModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using Kind = TranscriptRow::Kind;
    /// Weeks of talking. What is beyond them goes a twentieth at a time.
    static constexpr int kMostRows = 20'000;
    static constexpr qsizetype kMostCharacters = 32 * 1024 * 1024;

    enum Roles {
        KindRole = Qt::UserRole + 1, ///< Kind
        PartialRole, ///< bool: still being said
        PendingRole, ///< bool: typed, and not sent yet as far as is known
        SpokenRole, ///< int: characters of an answer already heard, 0 … length
        InterruptedRole, ///< bool: the rest of the answer will not be heard
        TimeRole, ///< QDateTime, local time; invalid while partial
        ResponseTimeRole, ///< int: ms from the end of the question to the first sound; −1 unknown
        DetailsRole, ///< QString: of a divider, more lines for who asks; usually empty
        ReplayedRole, ///< bool: told by the server from before this client came
    };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    /// Qt::DisplayRole is the text; Qt::AccessibleTextRole says who said it, too.
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// Shows `text` as what the user is saying: one partial row that is updated in place.
    void setPartialUserText(const QString &text);
    /// Makes the partial row final, or adds a final one. An empty text removes the partial row.
    void finishUserText(const QString &text, WallTime at);
    /// Adds a typed message; `pending` when it could not be sent yet.
    void addTypedText(const QString &text, WallTime at, bool pending, const QString &id = {});
    /// The row with this id is pending after all.
    void markPending(const QString &id);
    /// The oldest pending row has been sent, or that with this id.
    void markOldestPendingSent();
    void markPendingSent(const QString &id);
    /// The pending row with this id will never be sent.
    void removePending(const QString &id);

    /// Speech that waits for the connection, as one row that grows; 0 takes the row away. It is
    /// written with tenths of a second and changes five times a second at most.
    void setHeldSpeech(Duration held);

    void setPartialAnswer(const QString &text);
    void finishAnswer(const QString &text, WallTime at);
    /// The newest answer was interrupted after `heard`. All of its text stays: `heard` and
    /// `unheard`, or what is shown of it if the server does not tell what was not heard.
    void interruptAnswer(const QString &heard, const QString &unheard, WallTime at);
    /// The newest answer ends where it has been heard to, if that is not its end.
    void markInterrupted();
    /// Nothing more will come of what is partial: it stays as it is.
    void finishPartialAnswer(WallTime at);
    void finishPartialRows(WallTime at);
    /// How much of the newest answer has been heard, in characters.
    void setSpoken(int characters);
    void setResponseTime(Duration time);

    /// What the server told of before this client came, oldest first; fast for any number of rows.
    void addReplayed(const QList<protocol::HistoryMessage> &messages);

    /// Returns where it is; `details` are lines for who asks.
    QModelIndex addDivider(const QString &text, WallTime at, const QString &details = {});
    void setDivider(const QModelIndex &divider, const QString &text, const QString &details);
    void clear();

    /// The text of the newest answer, or an empty string.
    QString lastAnswer() const;
    /// The whole conversation for the clipboard: "You: …", "Nova: …", dividers in dashes.
    QString toPlainText(const QString &assistantName) const;
    /// Spoken or written messages, forgotten ones included, dividers and partial rows not.
    int messageCount() const { return m_messages; }

private:
    using Row = TranscriptRow;

    const Row &at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    Row &at(int row) { return m_rows[static_cast<std::size_t>(row)]; }

    int append(Row row);
    void remove(int row);
    void removeRows(int first, int count);
    /// For what comes now, by forgetting the oldest.
    void makeRoom(int rows, qsizetype characters);
    void sayThatThereWasMore();
    std::optional<int> answerBefore(int row) const;
    void markSent(int row);
    void rowChanged(int row, const QList<int> &roles);
    void setText(int row, const QString &text);
    static Row replayed(const protocol::HistoryMessage &message);
    void finish(int row, const QString &text, WallTime at);
    void setPartial(std::optional<int> &partial, Kind kind, const QString &text);
    void finishPartial(std::optional<int> &partial, Kind kind, const QString &text, WallTime at);

    std::vector<Row> m_rows;
    // Where the rows are that may still change, so that no update searches.
    std::optional<int> m_partialUser;
    std::optional<int> m_partialAnswer;
    std::optional<int> m_newestAnswer;
    std::optional<int> m_heldSpeech;
    std::deque<int> m_pending; ///< oldest first
    qsizetype m_characters = 0; ///< of all rows
    int m_messages = 0;
};

} // namespace holdline::client
