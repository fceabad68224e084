import { dashboardHeaders, HttpProblem, problemOf } from './http';

export interface DocumentUpload {
  /** The porting request it is a paper of, */
  requestId?: string;
  /** or the port-out request; `fromCarrier`: it came from the gaining carrier. */
  portOutRequestId?: string;
  fromCarrier?: boolean;
  kind: string;
  file: File;
  issueDate?: string;
  signer?: string;
  signedAt?: string;
}

/** Sends one document as it is, and says how much has gone; the server judges its type by its content. */
export function uploadDocument(upload: DocumentUpload, onProgress: (share: number) => void): Promise<{ id: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/documents?${query(upload)}`);
    for (const [name, value] of Object.entries(dashboardHeaders())) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', upload.file.type || 'application/octet-stream');
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText).document);
      else reject(problemOf(request.status, request.responseText, request.getResponseHeader('x-request-id')));
    });
    request.addEventListener('error', () => reject(new HttpProblem(0, 'NETWORK', '', null)));
    request.send(upload.file);
  });
}

function query({ file, fromCarrier, ...said }: DocumentUpload): string {
  const values = { ...said, name: file.name, fromCarrier: fromCarrier ? 'true' : undefined };
  return new URLSearchParams(
    Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1])),
  ).toString();
}
