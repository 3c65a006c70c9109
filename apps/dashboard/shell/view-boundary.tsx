// Keeps the frame standing when a view breaks: says so, with the message, and offers to draw it again.

import { Component, type ReactNode } from "react";

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly failure: Error | null;
}

export class ViewBoundary extends Component<Props, State> {
  override state: State = { failure: null };

  static getDerivedStateFromError(failure: Error): State {
    return { failure };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return (
      <div className="view">
        <div className="refusal" role="alert">
          <p>This view could not be drawn: {failure.message}</p>
          <p className="refusal-foot">
            <code>page.broken</code>
            <button type="button" className="quiet" onClick={() => this.setState({ failure: null })}>
              Draw it again
            </button>
          </p>
        </div>
      </div>
    );
  }
}
